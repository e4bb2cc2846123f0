// SPDX-License-Identifier: MIT
#include "core/protocol/cbor.h"

#include "core/base/error.h"

#include <array>
#include <bit>
#include <limits>

namespace steerscope::protocol::cbor {

namespace {

// Major types and the simple values used (RFC 8949, sections 3.1 and 3.3).
enum Major : unsigned { kUnsigned, kNegative, kBinary, kText, kArray, kMap, kTag, kSimple };
constexpr unsigned kFalse = 20;
constexpr unsigned kTrue = 21;
constexpr unsigned kNull = 22;
constexpr unsigned kFloat32 = 26;
constexpr unsigned kFloat64 = 27;

[[noreturn]] void refuse(const std::string& what, std::size_t offset)
{
    throw Failure(ErrorCode::Protocol, "malformed message: " + what, "byte " + std::to_string(offset));
}

// Turns bytes into nodes, from left to right; open arrays and maps wait on a small stack.
class Scanner {
public:
    explicit Scanner(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
    {
    }

    std::vector<Node> run()
    {
        do {
            item();
            closeFinished();
        } while (m_depth > 0);
        if (m_at != m_bytes.size())
            refuse("something follows its end", m_at);
        return std::move(m_nodes);
    }

private:
    struct Open {
        std::uint32_t node = 0;
        std::uint64_t left = 0; // items, for a map keys and values
        bool map = false;
    };

    void item()
    {
        if (m_nodes.size() >= kMaxNodes)
            refuse("too many items", m_at);
        const std::size_t start = m_at;
        const std::uint8_t first = byte();
        const unsigned major = first >> 5;
        const unsigned low = first & 31;
        Open* parent = m_depth > 0 ? &m_open[m_depth - 1] : nullptr;
        if (parent) {
            if (parent->map && parent->left % 2 == 0 && major != kText)
                refuse("a key is not text", start);
            --parent->left;
        }
        Node& node = m_nodes.emplace_back();
        node.next = static_cast<std::uint32_t>(m_nodes.size());
        if (major == kSimple)
            simple(node, low, start);
        else
            counted(node, major, argument(low, start), start);
    }

    void simple(Node& node, unsigned low, std::size_t start)
    {
        if (low == kFalse || low == kTrue) {
            node.kind = Kind::Bool;
            node.value = low == kTrue;
        } else if (low == kFloat32) {
            node.kind = Kind::Real;
            const auto bits = static_cast<std::uint32_t>(bigEndian(4));
            node.value = std::bit_cast<std::uint64_t>(static_cast<double>(std::bit_cast<float>(bits)));
        } else if (low == kFloat64) {
            node.kind = Kind::Real;
            node.value = bigEndian(8);
        } else if (low != kNull) {
            refuse("a kind of value that no message has", start);
        }
    }

    void counted(Node& node, unsigned major, std::uint64_t argument, std::size_t start)
    {
        node.value = argument;
        switch (major) {
        case kUnsigned:
            node.kind = Kind::Unsigned;
            break;
        case kNegative:
            node.kind = Kind::Negative;
            break;
        case kBinary:
        case kText:
            if (argument > m_bytes.size() - m_at)
                refuse("a string is longer than the message", start);
            node.kind = major == kText ? Kind::Text : Kind::Binary;
            node.value = m_at;
            node.bytes = argument;
            m_at += argument;
            break;
        case kArray:
        case kMap:
            // Every entry takes a byte at least, so that the product below cannot overflow either.
            if (argument > m_bytes.size() - m_at)
                refuse("a list is longer than the message", start);
            if (m_depth == kMaxDepth)
                refuse("nested too deeply", start);
            node.kind = major == kMap ? Kind::Map : Kind::Array;
            m_open[m_depth++] = {static_cast<std::uint32_t>(m_nodes.size() - 1),
                argument * (major == kMap ? 2 : 1), major == kMap};
            break;
        default:
            refuse("a kind of value that no message has", start);
        }
    }

    void closeFinished()
    {
        for (; m_depth > 0 && m_open[m_depth - 1].left == 0; --m_depth)
            m_nodes[m_open[m_depth - 1].node].next = static_cast<std::uint32_t>(m_nodes.size());
    }

    std::uint64_t argument(unsigned low, std::size_t start)
    {
        if (low < 24)
            return low;
        if (low > 27)
            refuse("an item of unknown length", start);
        return bigEndian(std::size_t{1} << (low - 24));
    }

    std::uint8_t byte()
    {
        if (m_at == m_bytes.size())
            refuse("it ends too early", m_at);
        return m_bytes[m_at++];
    }

    std::uint64_t bigEndian(std::size_t bytes)
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | byte();
        return value;
    }

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
    std::vector<Node> m_nodes;
    std::array<Open, kMaxDepth> m_open{};
    std::size_t m_depth = 0;
};

} // namespace

void Writer::head(unsigned major, std::uint64_t value)
{
    const unsigned size = value < 24 ? 0
        : value < 1U << 8            ? 1
        : value < 1U << 16           ? 2
        : value >> 32 == 0           ? 4
                                     : 8;
    const unsigned low = size == 0 ? static_cast<unsigned>(value) : 24 + std::countr_zero(size);
    m_bytes.push_back(static_cast<std::uint8_t>(major << 5 | low));
    for (unsigned i = size; i > 0; --i)
        m_bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
}

void Writer::unsignedInteger(std::uint64_t value)
{
    head(kUnsigned, value);
}

void Writer::integer(std::int64_t value)
{
    if (value < 0)
        head(kNegative, ~static_cast<std::uint64_t>(value));
    else
        head(kUnsigned, static_cast<std::uint64_t>(value));
}

void Writer::real(double value)
{
    m_bytes.push_back(kSimple << 5 | kFloat64);
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned i = 8; i > 0; --i)
        m_bytes.push_back(static_cast<std::uint8_t>(bits >> (8 * (i - 1))));
}

void Writer::boolean(bool value)
{
    m_bytes.push_back(static_cast<std::uint8_t>(kSimple << 5 | (value ? kTrue : kFalse)));
}

void Writer::null()
{
    m_bytes.push_back(kSimple << 5 | kNull);
}

void Writer::text(std::string_view value)
{
    head(kText, value.size());
    append(value.data(), value.size());
}

void Writer::binary(std::size_t bytes)
{
    head(kBinary, bytes);
}

void Writer::append(const void* data, std::size_t bytes)
{
    const auto* first = static_cast<const std::uint8_t*>(data);
    m_bytes.insert(m_bytes.end(), first, first + bytes);
}

void Writer::array(std::size_t entries)
{
    head(kArray, entries);
}

std::size_t Writer::beginMap()
{
    m_bytes.insert(m_bytes.end(), {kMap << 5 | 25, 0, 0}); // a count of two bytes follows
    return m_bytes.size() - 2;
}

void Writer::endMap(std::size_t begin, std::size_t entries)
{
    if (entries > std::numeric_limits<std::uint16_t>::max())
        throw Failure(ErrorCode::Internal, "a message has too many fields");
    m_bytes[begin] = static_cast<std::uint8_t>(entries >> 8);
    m_bytes[begin + 1] = static_cast<std::uint8_t>(entries);
}

const Node& Value::node() const
{
    return m_document->m_nodes[m_index];
}

std::optional<std::uint64_t> Value::unsignedInteger() const
{
    return kind() == Kind::Unsigned ? std::optional(node().value) : std::nullopt;
}

std::optional<std::int64_t> Value::integer() const
{
    const bool integral = kind() == Kind::Unsigned || kind() == Kind::Negative;
    if (!integral || node().value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    const auto value = static_cast<std::int64_t>(node().value);
    return kind() == Kind::Negative ? -1 - value : value;
}

std::optional<double> Value::real() const
{
    if (kind() == Kind::Real)
        return std::bit_cast<double>(node().value);
    if (const auto whole = integer())
        return static_cast<double>(*whole);
    return std::nullopt;
}

std::optional<bool> Value::boolean() const
{
    return kind() == Kind::Bool ? std::optional(node().value != 0) : std::nullopt;
}

std::optional<std::string_view> Value::text() const
{
    if (kind() != Kind::Text)
        return std::nullopt;
    const auto content = m_document->m_bytes.subspan(node().value, node().bytes);
    return std::string_view(reinterpret_cast<const char*>(content.data()), content.size());
}

std::optional<std::span<const std::uint8_t>> Value::binary() const
{
    if (kind() != Kind::Binary)
        return std::nullopt;
    return m_document->m_bytes.subspan(node().value, node().bytes);
}

std::optional<std::vector<Value>> Value::array() const
{
    if (kind() != Kind::Array)
        return std::nullopt;
    std::vector<Value> entries;
    for (std::uint32_t at = m_index + 1; at < node().next; at = m_document->m_nodes[at].next)
        entries.push_back(Value(*m_document, at));
    return entries;
}

std::optional<Value> Value::find(std::string_view key) const
{
    if (kind() != Kind::Map)
        return std::nullopt;
    for (std::uint32_t at = m_index + 1; at < node().next; at = m_document->m_nodes[at + 1].next)
        if (Value(*m_document, at).text() == key)
            return Value(*m_document, at + 1);
    return std::nullopt;
}

Document::Document(std::span<const std::uint8_t> bytes)
    : m_bytes(bytes)
    , m_nodes(Scanner(bytes).run())
{
}

} // namespace steerscope::protocol::cbor
