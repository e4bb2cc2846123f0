// SPDX-License-Identifier: MIT
#include "core/text/text_lines.h"

#include "core/base/error.h"

#include <cstddef>

namespace steerscope {

std::optional<std::string_view> TextLines::next()
{
    if (m_rest.empty())
        return std::nullopt;
    ++m_line;
    const std::size_t end = m_rest.find('\n');
    std::string_view line = m_rest.substr(0, end);
    m_rest = end == std::string_view::npos ? std::string_view() : m_rest.substr(end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

void TextLines::fail(const std::string& what, const std::string& remedy) const
{
    throw Failure(ErrorCode::Input, what, m_name + ", line " + std::to_string(m_line), remedy);
}

} // namespace steerscope
