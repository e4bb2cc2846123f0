// SPDX-License-Identifier: MIT
// Writes the fields of a message (message_fields.h) as a CBOR map.
#pragma once

#include "core/protocol/cbor.h"
#include "core/protocol/message_fields.h"
#include "core/protocol/messages.h"
#include "core/protocol/settings_json.h"
#include "core/protocol/study_format.h"

#include <concepts>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace steerscope::protocol {

class FieldWriter {
public:
    explicit FieldWriter(cbor::Writer& out)
        : m_out(out)
        , m_begin(out.beginMap())
    {
    }
    ~FieldWriter() = default;
    FieldWriter(const FieldWriter&) = delete;
    FieldWriter& operator=(const FieldWriter&) = delete;

    void operator()(const char* name, const auto& value)
    {
        key(name);
        put(value);
    }
    void floats(const char* name, const std::vector<float>& values)
    {
        key(name);
        m_out.binary(values.size() * sizeof(float));
        m_out.append(values.data(), values.size() * sizeof(float));
    }
    // All arrays of all layers as one byte string, and how many values each array has.
    void block(const char* sizesName, const char* blockName, const std::vector<LayerTrace>& layers)
    {
        std::vector<std::uint64_t> sizes;
        std::size_t total = 0;
        for (const LayerTrace& layer : layers)
            for (const auto* part : {&layer.gates, &layer.push, &layer.pushConstant, &layer.pushRouted}) {
                sizes.push_back(part->size());
                total += part->size();
            }
        (*this)(sizesName, sizes);
        key(blockName);
        m_out.binary(total * sizeof(float));
        for (const LayerTrace& layer : layers)
            for (const auto* part : {&layer.gates, &layer.push, &layer.pushConstant, &layer.pushRouted})
                m_out.append(part->data(), part->size() * sizeof(float));
    }
    void end() { m_out.endMap(m_begin, m_fields); }

private:
    void key(const char* name)
    {
        m_out.text(name);
        ++m_fields;
    }

    void put(bool value) { m_out.boolean(value); }
    void put(std::signed_integral auto value) { m_out.integer(value); }
    void put(std::unsigned_integral auto value) { m_out.unsignedInteger(value); }
    void put(double value) { m_out.real(value); }
    void put(const std::string& value) { m_out.text(value); }
    void put(WordSource value) { m_out.text(wordSourceName(value)); }
    void put(Sampling value) { m_out.text(value == Sampling::Greedy ? "greedy" : "model"); }
    void put(ErrorCode value) { m_out.text(errorCodeName(value)); }
    void put(AblationForm value) { m_out.text(ablationFormName(value)); }
    void put(AblationEffect value) { m_out.text(ablationEffectName(value)); }
    void put(const SteeringSettings& value) { m_out.text(steeringSettingsToJson(value)); }
    template <class T> void put(const std::optional<T>& value)
    {
        if (value)
            put(*value);
        else
            m_out.null();
    }
    template <class T> void put(const std::vector<T>& values)
    {
        m_out.array(values.size());
        for (const T& value : values)
            put(value);
    }
    // {"kind": which one, "value": its fields}
    template <class... Kinds> void put(const std::variant<Kinds...>& value)
    {
        FieldWriter inner(m_out);
        std::visit(
            [&inner]<class Kind>(const Kind& content) {
                inner("kind", std::string(kStudyKind<Kind>));
                inner("value", content);
            },
            value);
        inner.end();
    }
    template <class T>
    requires std::is_class_v<T>
    void put(const T& value)
    {
        FieldWriter inner(m_out);
        fields(inner, const_cast<T&>(value)); // the field lists serve reading too; a writer only looks
        inner.end();
    }

    cbor::Writer& m_out;
    std::size_t m_begin;
    std::size_t m_fields = 0;
};

} // namespace steerscope::protocol
