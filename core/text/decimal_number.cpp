// SPDX-License-Identifier: MIT
#include "core/text/decimal_number.h"

#include <algorithm>
#include <utility>

namespace steerscope {
namespace {

constexpr std::string_view kDigits = "0123456789";

bool allDigits(std::string_view text)
{
    return text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string sum(std::string_view a, std::string_view b)
{
    std::string result;
    int carry = 0;
    for (std::size_t place = 0; place < std::max(a.size(), b.size()) || carry > 0; ++place) {
        const int left = place < a.size() ? a[a.size() - 1 - place] - '0' : 0;
        const int right = place < b.size() ? b[b.size() - 1 - place] - '0' : 0;
        result += static_cast<char>('0' + (left + right + carry) % 10);
        carry = (left + right + carry) / 10;
    }
    std::reverse(result.begin(), result.end());
    return result;
}

} // namespace

bool isNumeral(std::string_view word)
{
    const std::size_t point = word.find('.');
    const std::string_view whole = word.substr(0, point);
    if (whole.empty() || !allDigits(whole))
        return false;
    return point == std::string_view::npos || (point + 1 < word.size() && allDigits(word.substr(point + 1)));
}

void DecimalNumber::setWhole(std::string_view digits)
{
    const std::size_t first = digits.find_first_not_of('0');
    m_text = first == std::string_view::npos ? "0" : digits.substr(first);
    m_present = true;
    m_spelt = false;
}

void DecimalNumber::setSpelt(std::string text)
{
    m_text = std::move(text);
    m_present = true;
    m_spelt = true;
}

bool DecimalNumber::hasRoom(std::size_t places) const
{
    if (isZero())
        return true;
    return m_text.size() > places && m_text.find_last_not_of('0') + places < m_text.size();
}

void DecimalNumber::fillIn(std::string_view digits)
{
    setWhole(sum(m_text, digits));
}

void DecimalNumber::multiplyLastThree(std::size_t exponent)
{
    const std::size_t split = m_text.size() > 3 ? m_text.size() - 3 : 0;
    const std::string before = m_text.substr(0, split) + "000";
    setWhole(sum(before, m_text.substr(split) + std::string(exponent, '0')));
}

bool DecimalNumber::multiply(std::size_t exponent)
{
    const std::size_t point = std::min(m_text.find('.'), m_text.size());
    const std::string whole = m_text.substr(0, point);
    std::string fraction = point < m_text.size() ? m_text.substr(point + 1) : "";
    if (whole.empty() && fraction.empty())
        return false;
    if (!allDigits(whole) || !allDigits(fraction))
        return false;
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (fraction.size() > exponent)
        return false;
    setWhole(whole + fraction + std::string(exponent - fraction.size(), '0'));
    return true;
}

} // namespace steerscope
