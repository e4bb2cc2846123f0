// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/strict_json.h"

#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"

#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace steerscope {

namespace {

using Json = nlohmann::json;

// Builds the value as the parser goes: nlohmann's own builder takes the last of two equal keys in silence.
class StrictBuilder final : public nlohmann::json_sax<Json> {
public:
    StrictBuilder(const std::string& where, const JsonLimits& limits)
        : m_where(where)
        , m_limits(limits)
    {
    }

    Json take() { return std::move(m_root); }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return refuse("binary value"); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        if (m_open.back()->contains(name))
            return refuse("the key '" + name + "' occurs twice");
        m_key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const Json::exception& error) override
    {
        std::string text = error.what(); // "[json.exception.NAME] text"
        if (const auto end = text.find("] "); end != std::string::npos)
            text.erase(0, end + 2);
        return refuse(text);
    }

private:
    bool refuse(const std::string& why) const
    {
        throw Failure(ErrorCode::Input, "not valid JSON: " + why, m_where);
    }

    bool put(Json value)
    {
        add(std::move(value));
        return true;
    }

    Json* add(Json value)
    {
        if (++m_values > m_limits.values)
            refuse("more than " + std::to_string(m_limits.values) + " values");
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Json& parent = *m_open.back();
        if (!parent.is_array())
            return &(parent[m_key] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }

    bool open(Json value)
    {
        if (m_open.size() >= m_limits.depth)
            refuse("nested deeper than " + std::to_string(m_limits.depth));
        m_open.push_back(add(std::move(value)));
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    const std::string& m_where;
    const JsonLimits& m_limits;
    Json m_root;
    std::vector<Json*> m_open; // stays valid: a parent does not grow while a child is open
    std::string m_key;
    std::size_t m_values = 0;
};

} // namespace

Json parseStrictJson(std::string_view text, const std::string& where, const JsonLimits& limits)
{
    if (text.size() > limits.bytes)
        throw Failure(
            ErrorCode::Input, "JSON of more than " + std::to_string(limits.bytes) + " bytes", where);
    // The parser takes a zero byte for the end of the text and skips a byte order mark.
    if (text.find('\0') != std::string_view::npos)
        throw Failure(ErrorCode::Input, "not valid JSON: it holds a zero byte", where);
    if (text.starts_with("\xEF\xBB\xBF"))
        throw Failure(ErrorCode::Input, "not valid JSON: it begins with a byte order mark", where);
    StrictBuilder builder(where, limits);
    Json::sax_parse(text, &builder);
    return builder.take();
}

Json readStrictJson(const std::filesystem::path& file, const JsonLimits& limits)
{
    const auto mapped = MappedFile::open(file);
    if (mapped->bytes().size() > limits.bytes)
        throw Failure(
            ErrorCode::Input, "JSON of more than " + std::to_string(limits.bytes) + " bytes", file.string());
    const std::string text(reinterpret_cast<const char*>(mapped->bytes().data()), mapped->bytes().size());
    mapped->throwIfResized();
    return parseStrictJson(text, file.string(), limits);
}

} // namespace steerscope
