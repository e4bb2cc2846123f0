// SPDX-License-Identifier: MIT
// torch.save's zip: data.pkl holds the structure, data/KEY the bytes of each storage.
#include "core/model/checkpoint/tensor_bytes.h"

#include "core/base/error.h"
#include "core/model/checkpoint/pickle_machine.h"
#include "core/model/checkpoint/stored_zip.h"

#include <utf8proc.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace steerscope {

namespace {

constexpr std::size_t kStorageAlignment = 8; // of the largest items

[[noreturn]] void refuse(const std::string& what, const std::string& where)
{
    throw Failure(
        ErrorCode::Input, what, where, "the file is damaged or was made to mislead: fetch it again");
}

std::string recordText(const ZipRecords& records, std::string_view name, std::size_t limit)
{
    const auto found = records.find(name);
    if (found == records.end())
        return {};
    const auto bytes = found->second.first(std::min(found->second.size(), limit));
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void checkArchive(const ZipRecords& records, const std::string& where)
{
    if (records.contains("constants.pkl"))
        throw Failure(ErrorCode::Input, "this is a TorchScript program, not a state dict", where,
            "save the model's state_dict() alone");
    if (!records.contains("data.pkl"))
        throw Failure(ErrorCode::Input, "the zip archive has no data.pkl: it is not a checkpoint of PyTorch",
            where, "give the pytorch_model.bin or .safetensors itself");
    if (records.contains("byteorder") && recordText(records, "byteorder", 16) != "little")
        throw Failure(ErrorCode::Input, "the checkpoint was written on a big-endian machine", where,
            "save it again on a little-endian one");
    const std::string version = recordText(records, "version", 16);
    if (version != "3" && version != "3\n" && version != "2\n" && version != "4\n")
        refuse("the archive's version is '" + version.substr(0, version.find('\n')) + "', expected 3", where);
}

class StateDict {
public:
    StateDict(const FileBytes& file, const ZipRecords& records, const Pickle& pickle)
        : m_file(file)
        , m_records(records)
        , m_pickle(pickle)
    {
    }

    TensorMap read()
    {
        const PickleValue& root = m_pickle[m_pickle.root];
        if (root.kind != PickleKind::Dict)
            notStateDict(std::string("the checkpoint is ") + pickleKindName(root.kind));
        if (root.items.size() / 2 > kMaxTensors)
            refuse("more than " + std::to_string(kMaxTensors) + " tensors", m_file.where);
        TensorMap tensors;
        for (std::size_t i = 0; i < root.items.size(); i += 2) {
            const std::string name = nameOf(m_pickle[root.items[i]]);
            const PickleValue& value = m_pickle[root.items[i + 1]];
            if (value.kind != PickleKind::Tensor)
                notStateDict("its entry '" + name + "' is " + pickleKindName(value.kind));
            if (!tensors.emplace(name, tensorOf(name, value)).second)
                refuse("tensor '" + name + "' occurs twice", m_file.where);
        }
        return tensors;
    }

private:
    [[noreturn]] void notStateDict(const std::string& what) const
    {
        throw Failure(ErrorCode::Input, "not a state dict: " + what, m_file.where,
            "save the model's state_dict() alone");
    }

    std::string nameOf(const PickleValue& key) const
    {
        if (key.kind != PickleKind::Text)
            notStateDict(std::string("one of its keys is ") + pickleKindName(key.kind));
        if (key.text.empty() || key.text.size() > kMaxNameBytes)
            refuse("a tensor name has " + std::to_string(key.text.size()) + " bytes", m_file.where);
        const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(key.text.data());
        for (auto left = static_cast<utf8proc_ssize_t>(key.text.size()); left > 0;) {
            utf8proc_int32_t character = 0;
            const utf8proc_ssize_t taken = utf8proc_iterate(at, left, &character);
            if (taken <= 0)
                refuse("a tensor name is not UTF-8", m_file.where);
            at += taken;
            left -= taken;
        }
        return std::string(key.text);
    }

    std::vector<std::int64_t> numbers(const PickleValue& tuple) const
    {
        std::vector<std::int64_t> values;
        for (const std::uint32_t item : tuple.items)
            values.push_back(m_pickle[item].number);
        return values;
    }

    const FileBytes& storage(const PickleValue& storage, const std::string& tensor)
    {
        const std::string key = "data/" + std::string(storage.text);
        const auto record = m_records.find(key);
        if (record == m_records.end())
            refuse(tensor + " refers to the record '" + key + "', which is not in the archive", m_file.where);
        std::uint64_t bytes = 0;
        if (storage.number < 0
            || __builtin_mul_overflow(
                static_cast<std::uint64_t>(storage.number), itemSize(storage.dtype), &bytes)
            || bytes != record->second.size())
            refuse(tensor + " claims a storage of " + std::to_string(storage.number) + " x "
                    + dtypeName(storage.dtype) + ", the record '" + key + "' has "
                    + std::to_string(record->second.size()) + " bytes",
                m_file.where);
        const auto known = m_storages.find(key);
        if (known != m_storages.end())
            return known->second;
        const FileBytes data
            = aligned({record->second, m_file.owner, m_file.where, m_file.mapped}, kStorageAlignment);
        return m_storages.emplace(key, data).first->second;
    }

    // The last element a tensor reaches must lie in its storage.
    void checkBounds(const TensorView& view, std::int64_t offset, std::int64_t stored) const
    {
        const std::string tensor = "tensor '" + view.name + "'";
        for (std::size_t i = 0; i < view.shape.size(); ++i)
            if (view.shape[i] < 0 || view.strides[i] < 0)
                refuse(tensor + " has a negative size or stride", m_file.where);
        const std::int64_t elements = checkedElements(view.shape, view.name, m_file.where);
        bool inside = offset >= 0 && offset <= stored && elements <= stored;
        std::int64_t last = offset;
        for (std::size_t i = 0; inside && elements > 0 && i < view.shape.size(); ++i) {
            std::int64_t reach = 0;
            inside = !__builtin_mul_overflow(view.shape[i] - 1, view.strides[i], &reach)
                && !__builtin_add_overflow(last, reach, &last);
        }
        if (!inside || (elements > 0 && last >= stored))
            refuse(tensor + " of shape " + view.shapeText() + ", strides " + shapeText(view.strides)
                    + " and offset " + std::to_string(offset) + " reaches beyond its storage of "
                    + std::to_string(stored) + " elements",
                m_file.where);
    }

    TensorView tensorOf(const std::string& name, const PickleValue& value)
    {
        const PickleValue& store = m_pickle[value.items[0]];
        const std::int64_t offset = m_pickle[value.items[1]].number;
        const FileBytes& data = storage(store, "tensor '" + name + "'");
        TensorView view;
        view.name = name;
        view.dtype = store.dtype;
        view.shape = numbers(m_pickle[value.items[2]]);
        view.strides = numbers(m_pickle[value.items[3]]);
        checkBounds(view, offset, store.number);
        view.data = data.bytes.data() + static_cast<std::size_t>(offset) * itemSize(view.dtype);
        view.owner = data.owner;
        view.mapped = data.mapped;
        return view;
    }

    const FileBytes& m_file;
    const ZipRecords& m_records;
    const Pickle& m_pickle;
    std::map<std::string, FileBytes> m_storages;
};

} // namespace

TensorMap pytorchBinFromBytes(const FileBytes& file)
{
    if (!isZip(file)) {
        refuseForeignFormat(file);
        throw Failure(ErrorCode::Input, "this is not a checkpoint of PyTorch (no zip archive)", file.where,
            "give a pytorch_model.bin that torch.save wrote, or safetensors");
    }
    const ZipRecords records = readStoredZip(file);
    checkArchive(records, file.where);
    // Copied before it is checked: the file may change under the mapping.
    const std::string bytes = recordText(records, "data.pkl", std::string::npos);
    const Pickle pickle = readPickle(bytes, file.where);
    return StateDict(file, records, pickle).read();
}

} // namespace steerscope
