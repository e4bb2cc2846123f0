// SPDX-License-Identifier: MIT
#include "app/cli/text_output.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace steerscope::cli {

TextOutput::TextOutput(const std::string& path)
{
    if (!path.empty() && path != "-")
        m_file = std::make_unique<AtomicFile>(path);
}

TextOutput::~TextOutput() = default;

void TextOutput::write(std::string_view text)
{
    if (m_file)
        return m_file->write(text);
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw Failure(ErrorCode::Output,
            std::string("the output cannot be written (") + std::strerror(errno) + ")", "stdout",
            "give --output a file on a disk with room");
}

void TextOutput::finish()
{
    if (m_file)
        m_file->commit();
}

std::string outputPath(const std::string& path)
{
    return path == "-" ? "/dev/stdout" : path;
}

} // namespace steerscope::cli
