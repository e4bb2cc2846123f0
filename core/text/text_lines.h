// SPDX-License-Identifier: MIT
// A text line by line (LF or CR LF), knowing where it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace steerscope {

class TextLines {
public:
    // name: for the messages. Both are to outlive this.
    TextLines(std::string_view text, const std::string& name)
        : m_rest(text)
        , m_name(name)
    {
    }
    // An end of line at the very end begins no further line.
    std::optional<std::string_view> next();
    // Throws Failure(Input) that names the line last read.
    [[noreturn]] void fail(const std::string& what, const std::string& remedy) const;

private:
    std::string_view m_rest;
    const std::string& m_name;
    long m_line = 0;
};

} // namespace steerscope
