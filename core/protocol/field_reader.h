// SPDX-License-Identifier: MIT
// Fills the fields of a message (message_fields.h) from a CBOR map. A field of another kind is
// Failure(Protocol) with its path, and so is a missing one in a message; in what is kept for years a missing
// field has its default, because an older version wrote it. Keys that are not asked for are left alone, so
// that later versions may add some.
#pragma once

#include "core/base/error.h"
#include "core/protocol/cbor.h"
#include "core/protocol/message_fields.h"
#include "core/protocol/messages.h"
#include "core/protocol/settings_json.h"
#include "core/protocol/study_format.h"

#include <concepts>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace steerscope::protocol {

enum class MissingField { Refused, Default };

template <MissingField missing> class BasicFieldReader {
public:
    BasicFieldReader(cbor::Value map, std::string path)
        : m_map(map)
        , m_path(std::move(path))
    {
        if (map.kind() != cbor::Kind::Map)
            refuse(m_path, "is no map");
    }

    void operator()(const char* name, auto& value)
    {
        const std::string path = m_path + "." + name;
        const auto found = m_map.find(name);
        if (found)
            take(*found, value, path);
        else if (missing == MissingField::Refused)
            refuse(path, "is missing");
    }
    void floats(const char* name, std::vector<float>& values) { copyFloats(values, name, binary(name)); }
    void block(const char* sizesName, const char* blockName, std::vector<LayerTrace>& layers)
    {
        std::vector<std::uint64_t> sizes;
        (*this)(sizesName, sizes);
        if (sizes.size() != 4 * layers.size())
            refuse(m_path + "." + sizesName, "has not four entries a layer");
        auto rest = binary(blockName);
        auto size = sizes.begin();
        for (LayerTrace& layer : layers) {
            if (layer.frames < 0 || layer.experts < 0)
                refuse(m_path + ".layers", "has a negative size");
            const auto frames = static_cast<std::uint64_t>(layer.frames);
            for (auto* part : {&layer.gates, &layer.push, &layer.pushConstant, &layer.pushRouted}) {
                const std::uint64_t whole = part == &layer.gates ? frames * layer.experts : frames;
                const std::uint64_t bytes = *size * sizeof(float);
                if ((*size != 0 && *size != whole) || bytes > rest.size())
                    refuse(m_path + "." + sizesName, "contradicts the layers or the block");
                copyFloats(*part, blockName, rest.first(bytes));
                rest = rest.subspan(bytes);
                ++size;
            }
        }
        if (!rest.empty())
            refuse(m_path + "." + blockName, "is longer than its sizes say");
    }

private:
    [[noreturn]] static void refuse(const std::string& path, const std::string& problem)
    {
        throw Failure(ErrorCode::Protocol, "malformed message: " + path + " " + problem, {},
            "use a window and an engine of the same version");
    }
    template <class T> static T require(std::optional<T> value, const std::string& path)
    {
        if (!value)
            refuse(path, "has the wrong type");
        return *value;
    }

    std::span<const std::uint8_t> binary(const char* name) const
    {
        const auto found = m_map.find(name);
        if (!found)
            refuse(m_path + "." + name, "is missing");
        return require(found->binary(), m_path + "." + name);
    }
    void copyFloats(std::vector<float>& values, const char* name, std::span<const std::uint8_t> bytes) const
    {
        if (bytes.size() % sizeof(float) != 0)
            refuse(m_path + "." + name, "holds no whole number of values");
        values.resize(bytes.size() / sizeof(float));
        if (!bytes.empty())
            std::memcpy(values.data(), bytes.data(), bytes.size());
    }

    static void take(cbor::Value from, bool& value, const std::string& path)
    {
        value = require(from.boolean(), path);
    }
    template <std::integral T> static void take(cbor::Value from, T& value, const std::string& path)
    {
        if constexpr (std::unsigned_integral<T>) {
            const std::uint64_t wide = require(from.unsignedInteger(), path);
            if (!std::in_range<T>(wide))
                refuse(path, "is out of range");
            value = static_cast<T>(wide);
        } else {
            const std::int64_t wide = require(from.integer(), path);
            if (!std::in_range<T>(wide))
                refuse(path, "is out of range");
            value = static_cast<T>(wide);
        }
    }
    static void take(cbor::Value from, double& value, const std::string& path)
    {
        value = require(from.real(), path);
    }
    static void take(cbor::Value from, std::string& value, const std::string& path)
    {
        value = require(from.text(), path);
    }
    static void take(cbor::Value from, WordSource& value, const std::string& path)
    {
        const std::string_view name = require(from.text(), path);
        if (name != "none" && name != "ctc" && name != "imported")
            refuse(path, "is no source of words");
        value = name == "ctc"    ? WordSource::Ctc
            : name == "imported" ? WordSource::Imported
                                 : WordSource::None;
    }
    static void take(cbor::Value from, Sampling& value, const std::string& path)
    {
        const std::string_view name = require(from.text(), path);
        if (name != "greedy" && name != "model")
            refuse(path, "is neither greedy nor model");
        value = name == "greedy" ? Sampling::Greedy : Sampling::Model;
    }
    static void take(cbor::Value from, ErrorCode& value, const std::string& path)
    {
        value = require(errorCodeFromName(std::string(require(from.text(), path))), path);
    }
    static void take(cbor::Value from, AblationForm& value, const std::string& path)
    {
        value = require(ablationFormFromName(require(from.text(), path)), path);
    }
    static void take(cbor::Value from, AblationEffect& value, const std::string& path)
    {
        value = require(ablationEffectFromName(require(from.text(), path)), path);
    }
    static void take(cbor::Value from, SteeringSettings& value, const std::string& path)
    {
        try {
            value = steeringSettingsFromJson(require(from.text(), path));
        } catch (const Failure& failure) {
            refuse(path, "is not understood: " + failure.error().message());
        }
    }
    template <class T> static void take(cbor::Value from, std::optional<T>& value, const std::string& path)
    {
        value.reset();
        if (from.kind() != cbor::Kind::Null)
            take(from, value.emplace(), path);
    }
    template <class T> static void take(cbor::Value from, std::vector<T>& values, const std::string& path)
    {
        const std::vector<cbor::Value> entries = require(from.array(), path);
        values.clear();
        values.reserve(entries.size());
        for (const cbor::Value entry : entries)
            take(entry, values.emplace_back(), path);
    }
    template <class... Kinds>
    static void take(cbor::Value from, std::variant<Kinds...>& value, const std::string& path)
    {
        BasicFieldReader inner(from, path);
        std::string kind;
        inner("kind", kind);
        const auto takeIf = [&]<class Kind>(std::in_place_type_t<Kind>) {
            if (kind != kStudyKind<Kind>)
                return false;
            inner("value", value.template emplace<Kind>());
            return true;
        };
        if (!(takeIf(std::in_place_type<Kinds>) || ...))
            refuse(path + ".kind", "is not known here");
    }
    template <class T>
    requires std::is_class_v<T>
    static void take(cbor::Value from, T& value, const std::string& path)
    {
        BasicFieldReader inner(from, path);
        fields(inner, value);
    }

    cbor::Value m_map;
    std::string m_path;
};

using FieldReader = BasicFieldReader<MissingField::Refused>;

} // namespace steerscope::protocol
