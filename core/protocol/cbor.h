// SPDX-License-Identifier: MIT
// The part of CBOR (RFC 8949) that the messages use: integers, floats of 4 and 8 bytes, booleans, null, and
// text, bytes, arrays and maps of definite length; map keys are text.
//
// Foreign bytes are read by one loop into a flat list of nodes: no recursion, nothing allocated by a length
// that the bytes only claim, audio and gates looked at where they lie. (nlohmann's reader recurses - 100,000
// nested arrays end the process - and takes binary data byte by byte.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace steerscope::protocol::cbor {

class Writer { // appends to a buffer
public:
    explicit Writer(std::vector<std::uint8_t>& bytes)
        : m_bytes(bytes)
    {
    }
    void unsignedInteger(std::uint64_t value);
    void integer(std::int64_t value);
    void real(double value);
    void boolean(bool value);
    void null();
    void text(std::string_view value);
    // The head of a byte string; its bytes follow by append().
    void binary(std::size_t bytes);
    void append(const void* data, std::size_t bytes);
    void array(std::size_t entries);
    // A map whose size is known when it ends: beginMap(), key and value in turn, endMap().
    std::size_t beginMap();
    void endMap(std::size_t begin, std::size_t entries); // at most 65535

private:
    void head(unsigned major, std::uint64_t value);

    std::vector<std::uint8_t>& m_bytes;
};

enum class Kind : std::uint8_t { Unsigned, Negative, Real, Bool, Null, Text, Binary, Array, Map };

inline constexpr std::size_t kMaxDepth = 16;
inline constexpr std::size_t kMaxNodes = 1'000'000;

struct Node {
    Kind kind = Kind::Null;
    std::uint32_t next = 0; // node behind this one and all it holds
    // Unsigned: the value. Negative: -1 - value. Real: its bits as a double. Bool: 0 or 1. Array, Map:
    // entries. Text, Binary: where the content begins.
    std::uint64_t value = 0;
    std::uint64_t bytes = 0; // Text, Binary
};

class Document;

// One item of a document; valid as long as the document and its bytes.
class Value {
public:
    Kind kind() const { return node().kind; }
    std::optional<std::uint64_t> unsignedInteger() const;
    std::optional<std::int64_t> integer() const;
    std::optional<double> real() const; // integers too
    std::optional<bool> boolean() const;
    std::optional<std::string_view> text() const;
    std::optional<std::span<const std::uint8_t>> binary() const;
    // The entries of an array; nullopt for anything else.
    std::optional<std::vector<Value>> array() const;
    // The value of a map's key; nullopt if there is none or this is no map.
    std::optional<Value> find(std::string_view key) const;

private:
    friend class Document;
    Value(const Document& document, std::uint32_t index)
        : m_document(&document)
        , m_index(index)
    {
    }
    const Node& node() const;

    const Document* m_document;
    std::uint32_t m_index;
};

class Document {
public:
    // Throws Failure(Protocol) unless the bytes are exactly one whole item within the limits. The bytes must
    // outlive the document.
    explicit Document(std::span<const std::uint8_t> bytes);
    Value root() const { return {*this, 0}; }

private:
    friend class Value;
    std::span<const std::uint8_t> m_bytes;
    std::vector<Node> m_nodes; // in the order of the bytes
};

} // namespace steerscope::protocol::cbor
