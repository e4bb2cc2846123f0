// SPDX-License-Identifier: MIT
// The number that number words have spelt so far, as decimal digits of any length.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace steerscope {

// Digits, or digits "." digits.
bool isNumeral(std::string_view word);

// A whole number can still grow by addition ("sixty" + "two"); a spelt one is a string that only grows at its
// end ("one oh one", "2.5").
class DecimalNumber {
public:
    bool present() const { return m_present; }
    bool spelt() const { return m_spelt; }
    bool isZero() const { return m_present && !m_spelt && m_text == "0"; }
    const std::string& text() const { return m_text; }

    void clear() { *this = {}; }
    void setWhole(std::string_view digits); // leading zeros are dropped
    void setSpelt(std::string text);
    void append(std::string_view text) { setSpelt(m_text + std::string(text)); }

    // For whole numbers: whether the last places are zeros, and what is added there.
    bool hasRoom(std::size_t places) const;
    void fillIn(std::string_view digits);
    // For whole numbers: what is below a thousand times the power of ten, the rest kept ("two thousand three
    // hundred").
    void multiplyLastThree(std::size_t exponent);
    // Times the power of ten; false, and nothing changed, when that is no whole number.
    bool multiply(std::size_t exponent);

private:
    bool m_present = false;
    bool m_spelt = false;
    std::string m_text;
};

} // namespace steerscope
