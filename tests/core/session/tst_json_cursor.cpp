// SPDX-License-Identifier: MIT
// What the cursor reads against Qt's parser, and what it refuses.
#include "core/base/error.h"
#include "core/session/json_cursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <doctest/doctest.h>

using namespace steerscope;

namespace {

QJsonValue readValue(JsonCursor& json)
{
    switch (json.kind()) {
    case JsonCursor::Kind::Object: {
        QJsonObject object;
        json.object([&](std::string_view key) {
            const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
            object.insert(name, readValue(json));
        });
        return object;
    }
    case JsonCursor::Kind::Array: {
        QJsonArray array;
        json.array([&] { array.append(readValue(json)); });
        return array;
    }
    case JsonCursor::Kind::String:
        return QString::fromStdString(json.string());
    case JsonCursor::Kind::Boolean:
        return json.boolean();
    case JsonCursor::Kind::Number:
        return json.number();
    case JsonCursor::Kind::Null:
        json.skip();
        return QJsonValue::Null;
    case JsonCursor::Kind::Nothing:
        break;
    }
    json.skip(); // throws
    return {};
}

const char* const kDocuments[] = {
    R"({})",
    R"([])",
    R"( { "a" : 1 , "b" : [ 1.5e-3 , -2 , 0 ] } )",
    R"({"type":"step","loss":0.12345678901234567,"deep":{"a":[[[{"b":null}]]]},"on":true,"off":false})",
    R"(["\"\\\/\b\f\n\r\t", "\u00e9\u4e03", "\ud83c\udfa4", "七 三"])",
    R"({"a\nb":{"\u006c\u0072":1e308}})",
    R"([1E+2,1e2,-0.5,123456789012])",
};

} // namespace

TEST_CASE("reads what Qt reads")
{
    for (const char* text : kDocuments) {
        CAPTURE(text);
        QJsonParseError error;
        const QJsonDocument wanted = QJsonDocument::fromJson(text, &error);
        REQUIRE(error.error == QJsonParseError::NoError);
        JsonCursor json(text);
        const QJsonValue found = readValue(json);
        CHECK(found == (wanted.isArray() ? QJsonValue(wanted.array()) : QJsonValue(wanted.object())));
        CHECK_NOTHROW(json.end());
        JsonCursor skipping(text);
        CHECK_NOTHROW(skipping.skip());
        CHECK_NOTHROW(skipping.end());
    }
}

TEST_CASE("every document that ends early is refused")
{
    for (const char* text : kDocuments) {
        const std::string whole = QByteArray(text).trimmed().toStdString();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            CAPTURE(whole.substr(0, length));
            JsonCursor json(std::string_view(whole).substr(0, length));
            CHECK_THROWS_AS(json.skip(), Failure);
        }
    }
}

TEST_CASE("what is no JSON is refused")
{
    for (const char* text : {"{a:1}", "{\"a\" 1}", "{\"a\":1,}", "[1,]", "[1 2]", "nan", "[inf]", "[-inf]",
             "[+1]", "[.5]", "[tru]", "[\"\\x\"]", "[\"\\u12g4\"]", "[\"\\ud800\"]", "[\"\\ud800\\u0041\"]",
             "[1]]", "{} {}"}) {
        CAPTURE(text);
        JsonCursor json(text);
        CHECK_THROWS_AS((json.skip(), json.end()), Failure);
    }
    JsonCursor deep(std::string(100, '['));
    CHECK_THROWS_AS(deep.skip(), Failure);
}

TEST_CASE("another kind than asked for is refused, null is nothing")
{
    CHECK_THROWS_AS(JsonCursor("\"1\"").number(), Failure);
    CHECK_THROWS_AS(JsonCursor("1").string(), Failure);
    CHECK_THROWS_AS(JsonCursor("1").boolean(), Failure);
    CHECK_THROWS_AS(JsonCursor("[]").object([](std::string_view) {}), Failure);
    CHECK(std::isnan(JsonCursor("null").number()));
    CHECK(JsonCursor("null").string().empty());
    CHECK(JsonCursor("null").whole() == 0);
    CHECK(JsonCursor("12").whole() == 12);
}

TEST_CASE("the message says where")
{
    try {
        JsonCursor("{\"a\":1 \"b\":2}").skip();
        FAIL("nothing was thrown");
    } catch (const Failure& failure) {
        CHECK(failure.error().what == "expected a comma or } at character 8");
    }
}
