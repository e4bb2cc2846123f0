// SPDX-License-Identifier: MIT
#include "core/protocol/messages.h"

#include "core/protocol/field_reader.h"
#include "core/protocol/field_writer.h"
#include "core/protocol/frame.h"

#include <bit>
#include <type_traits>
#include <utility>

namespace steerscope::protocol {

namespace {

static_assert(std::endian::native == std::endian::little, "blocks are little-endian and copied as they lie");

template <class Variant> Bytes encodeAny(const Variant& message)
{
    Bytes frame = beginFrame();
    cbor::Writer out(frame);
    std::visit(
        [&out](const auto& content) {
            using Content = std::remove_cvref_t<decltype(content)>;
            FieldWriter writer(out);
            writer("type", std::string(kType<Content>));
            fields(writer, const_cast<Content&>(content)); // a writer only looks
            writer.end();
        },
        message);
    finishFrame(frame);
    return frame;
}

template <class Variant, std::size_t Index = 0>
Variant decodeContent(FieldReader& reader, const std::string& type)
{
    if constexpr (Index == std::variant_size_v<Variant>) {
        throw Failure(ErrorCode::Protocol, "malformed message: the type '" + type + "' is not known here", {},
            "use a window and an engine of the same version");
    } else {
        using Content = std::variant_alternative_t<Index, Variant>;
        if (type != kType<Content>)
            return decodeContent<Variant, Index + 1>(reader, type);
        Content content;
        fields(reader, content);
        return content;
    }
}

template <class Variant> Variant decodeAny(const Bytes& payload)
{
    const cbor::Document document(payload);
    std::string type;
    FieldReader(document.root(), "message")("type", type);
    FieldReader reader(document.root(), type);
    return decodeContent<Variant>(reader, type);
}

} // namespace

Bytes encode(const ToEngine& message)
{
    return encodeAny(message);
}

Bytes encode(const FromEngine& message)
{
    return encodeAny(message);
}

ToEngine decodeToEngine(const Bytes& payload)
{
    return decodeAny<ToEngine>(payload);
}

FromEngine decodeFromEngine(const Bytes& payload)
{
    return decodeAny<FromEngine>(payload);
}

} // namespace steerscope::protocol
