// SPDX-License-Identifier: MIT
// Walks one JSON value from front to back and builds nothing: a log of 100,000 steps is read that way while
// the window opens. What is no JSON, or of another kind than asked for, is a Failure(Input) that says at
// which character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace steerscope {

class JsonCursor {
public:
    enum class Kind { Object, Array, String, Number, Boolean, Null, Nothing };

    explicit JsonCursor(std::string_view text)
        : m_text(text)
    {
    }

    Kind kind(); // of the value that comes next

    // Calls field(key) for each member; it must consume the member's value, with skip() at the least. The key
    // is valid until the next string is read.
    template <class Field> void object(Field field)
    {
        open('{');
        for (bool first = true; !closes('}', first); first = false) {
            const std::string_view key = nextKey();
            field(key);
        }
    }
    // Calls item() for each element; it must consume the element.
    template <class Item> void array(Item item)
    {
        open('[');
        for (bool first = true; !closes(']', first); first = false)
            item();
    }
    double number(); // null, which is how JSON writes what is no number: NaN
    long long whole(); // null: 0
    bool boolean();
    std::string string(); // null: empty
    void skip();
    void end(); // nothing but white space may follow

private:
    void skipBlanks();
    bool take(std::string_view word);
    void open(char bracket);
    bool closes(char bracket, bool first);
    std::string_view nextKey();
    std::string_view readString(std::string& storage);
    void readEscape(std::string& text);
    unsigned readHex();
    [[noreturn]] void fail(const char* wanted) const;

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::string m_key; // of a key with escapes
};

} // namespace steerscope
