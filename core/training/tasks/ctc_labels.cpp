// SPDX-License-Identifier: MIT
#include "core/training/tasks/ctc_labels.h"

#include <algorithm>
#include <set>

namespace steerscope {

namespace {

// Valid UTF-8 (manifests are checked) cut into code points.
std::vector<std::string> codePoints(std::string_view text)
{
    std::vector<std::string> points;
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (!continues || points.empty())
            points.emplace_back();
        points.back() += c;
    }
    return points;
}

} // namespace

CtcLabels CtcLabels::of(const std::vector<std::string>& texts)
{
    std::set<std::string> characters; // the order of UTF-8's bytes is that of the code points
    for (const std::string& text : texts)
        for (std::string& point : codePoints(text))
            characters.insert(std::move(point));
    return CtcLabels({characters.begin(), characters.end()});
}

CtcLabels::CtcLabels(std::vector<std::string> characters)
    : m_characters(std::move(characters))
{
}

std::vector<std::int64_t> CtcLabels::encode(std::string_view text) const
{
    std::vector<std::int64_t> labels;
    for (const std::string& point : codePoints(text)) {
        const auto found = std::find(m_characters.begin(), m_characters.end(), point);
        if (found != m_characters.end())
            labels.push_back(found - m_characters.begin() + 1);
    }
    return labels;
}

std::string CtcLabels::collapse(const std::vector<std::int64_t>& best) const
{
    std::string text;
    std::int64_t before = 0;
    for (const std::int64_t label : best) {
        if (label != 0 && label != before)
            text += m_characters.at(static_cast<std::size_t>(label - 1));
        before = label;
    }
    return text;
}

} // namespace steerscope
