// SPDX-License-Identifier: MIT
// Text results: on stdout, or in a file that appears whole with finish() or not at all.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace steerscope {
class AtomicFile;
}

namespace steerscope::cli {

class TextOutput {
public:
    // path: "" or "-" is stdout. Throws Failure(Output) at once when the file cannot be made.
    explicit TextOutput(const std::string& path = {});
    ~TextOutput();
    // stdout shows it at once. Both throw Failure(Output).
    void write(std::string_view text);
    void finish();

private:
    std::unique_ptr<AtomicFile> m_file; // absent: stdout
};

// Where bytes go that a library writes to a path: "-" is stdout.
std::string outputPath(const std::string& path);

} // namespace steerscope::cli
