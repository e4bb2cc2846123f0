// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/pickle_machine.h"

#include "core/base/error.h"
#include "core/model/checkpoint/pickle_grammar.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace steerscope {

namespace {

using namespace pickle_grammar;

constexpr std::size_t kMaxPickleBytes = 64u << 20;
constexpr std::size_t kMaxValues = 4'000'000;
constexpr std::uint8_t kMaxDepth = 64;

class Machine {
public:
    Machine(std::string_view bytes, const std::string& where)
        : m_bytes(bytes)
        , m_where(where)
    {
    }

    Pickle run()
    {
        if (next<std::uint8_t>() != kProtocol || next<std::uint8_t>() != 2)
            fail("not a pickle of protocol 2, which torch.save writes");
        for (;;) {
            const auto opcode = next<std::uint8_t>();
            if (opcode == kStop)
                break;
            if (!stepStack(opcode) && !stepValue(opcode))
                fail("the pickle has opcode " + std::to_string(opcode) + ", which no state dict needs");
        }
        if (m_at != m_bytes.size())
            fail("the pickle goes on after its end");
        m_pickle.root = pop();
        if (!m_stack.empty() || !m_marks.empty())
            fail("the pickle leaves values behind");
        return std::move(m_pickle);
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Failure(ErrorCode::Input, what, m_where + ", byte " + std::to_string(m_at) + " of data.pkl",
            "save the model's state_dict() alone, with torch.save or as safetensors");
    }

    template <class T> T next()
    {
        if (m_bytes.size() - m_at < sizeof(T))
            fail("the pickle ends early");
        T value{};
        std::memcpy(&value, m_bytes.data() + m_at, sizeof(T));
        m_at += sizeof(T);
        return value;
    }

    std::string_view nextText(std::size_t count)
    {
        if (count > m_bytes.size() - m_at)
            fail("a text of the pickle claims " + std::to_string(count) + " bytes");
        const std::string_view text = m_bytes.substr(m_at, count);
        m_at += count;
        return text;
    }

    std::string_view nextLine()
    {
        const std::size_t end = m_bytes.find('\n', m_at);
        if (end == std::string_view::npos)
            fail("the pickle ends early");
        const std::string_view line = nextText(end - m_at);
        ++m_at;
        return line;
    }

    // ---- values and stack

    PickleValue& value(std::uint32_t index) { return m_pickle.values[index]; }

    void push(PickleValue value)
    {
        if (m_pickle.values.size() >= kMaxValues)
            fail("the pickle has more than " + std::to_string(kMaxValues) + " values");
        m_pickle.values.push_back(std::move(value));
        m_stack.push_back(static_cast<std::uint32_t>(m_pickle.values.size() - 1));
    }

    void pushNumber(PickleKind kind, std::int64_t number)
    {
        PickleValue made{kind};
        made.number = number;
        push(std::move(made));
    }

    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }

    std::uint32_t top() const
    {
        if (m_stack.size() <= floor())
            fail("the pickle takes a value that is not there");
        return m_stack.back();
    }

    std::uint32_t pop()
    {
        const std::uint32_t index = top();
        m_stack.pop_back();
        return index;
    }

    std::vector<std::uint32_t> popToMark()
    {
        if (m_marks.empty())
            fail("the pickle takes a mark that is not there");
        const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<std::uint32_t> items(first, m_stack.end());
        m_stack.erase(first, m_stack.end());
        m_marks.pop_back();
        return items;
    }

    void deepen(std::uint8_t& depth, const std::vector<std::uint32_t>& items)
    {
        for (const std::uint32_t item : items)
            depth = std::max<std::uint8_t>(depth, value(item).depth + 1);
        if (depth > kMaxDepth)
            fail("the pickle nests deeper than " + std::to_string(kMaxDepth));
    }

    void pushTuple(std::vector<std::uint32_t> items)
    {
        PickleValue tuple{PickleKind::Tuple};
        deepen(tuple.depth, items);
        tuple.items = std::move(items);
        push(std::move(tuple));
    }

    void extend(PickleKind kind, std::vector<std::uint32_t> items)
    {
        PickleValue& target = value(top());
        if (target.kind != kind)
            fail(std::string("the pickle puts items into ") + pickleKindName(target.kind));
        if (kind == PickleKind::Dict && items.size() % 2 != 0)
            fail("the pickle puts a key without a value into a dict");
        deepen(target.depth, items);
        target.items.insert(target.items.end(), items.begin(), items.end());
    }

    void remember(std::uint32_t slot)
    {
        // Every slot costs at least two bytes, so an honest number is smaller than the pickle.
        if (slot >= m_bytes.size())
            fail("the pickle remembers a value under the number " + std::to_string(slot));
        m_memo[slot] = top();
    }

    void recall(std::uint32_t slot)
    {
        const auto found = m_memo.find(slot);
        if (found == m_memo.end())
            fail("the pickle recalls a value that it never remembered");
        m_stack.push_back(found->second);
    }

    // ---- opcodes; false: not one of them

    bool stepStack(std::uint8_t opcode)
    {
        switch (opcode) {
        case kMark:
            m_marks.push_back(m_stack.size());
            return true;
        case kBinPut:
            remember(next<std::uint8_t>());
            return true;
        case kLongBinPut:
            remember(next<std::uint32_t>());
            return true;
        case kBinGet:
            recall(next<std::uint8_t>());
            return true;
        case kLongBinGet:
            recall(next<std::uint32_t>());
            return true;
        case kAppend:
            extend(PickleKind::List, {pop()});
            return true;
        case kAppends:
            extend(PickleKind::List, popToMark());
            return true;
        case kSetItem: {
            const std::uint32_t item = pop();
            const std::uint32_t key = pop();
            extend(PickleKind::Dict, {key, item});
            return true;
        }
        case kSetItems:
            extend(PickleKind::Dict, popToMark());
            return true;
        case kBuild: // the "_metadata" of a state dict: not needed
            pop();
            if (value(top()).kind != PickleKind::Dict)
                fail(std::string("the pickle sets attributes of ") + pickleKindName(value(top()).kind));
            return true;
        default:
            return false;
        }
    }

    bool stepValue(std::uint8_t opcode)
    {
        switch (opcode) {
        case kNone:
            push({});
            return true;
        case kNewTrue:
        case kNewFalse:
            pushNumber(PickleKind::Bool, opcode == kNewTrue);
            return true;
        case kBinInt:
            pushNumber(PickleKind::Integer, next<std::int32_t>());
            return true;
        case kBinInt1:
            pushNumber(PickleKind::Integer, next<std::uint8_t>());
            return true;
        case kBinInt2:
            pushNumber(PickleKind::Integer, next<std::uint16_t>());
            return true;
        case kLong1:
            pushNumber(PickleKind::Integer, nextLong());
            return true;
        case kBinFloat:
            nextText(sizeof(double));
            push({PickleKind::Float});
            return true;
        case kBinUnicode:
            push({PickleKind::Text, {}, 0, 0, nextText(next<std::uint32_t>()), {}});
            return true;
        case kEmptyDict:
            push({PickleKind::Dict});
            return true;
        case kEmptyList:
            push({PickleKind::List});
            return true;
        default:
            return stepTuple(opcode) || stepCall(opcode);
        }
    }

    bool stepTuple(std::uint8_t opcode)
    {
        if (opcode == kTuple) {
            pushTuple(popToMark());
            return true;
        }
        const bool sized = opcode >= kTuple1 && opcode <= kTuple3;
        if (!sized && opcode != kEmptyTuple)
            return false;
        std::vector<std::uint32_t> items(sized ? opcode - kTuple1 + 1u : 0u);
        for (auto item = items.rbegin(); item != items.rend(); ++item)
            *item = pop();
        pushTuple(std::move(items));
        return true;
    }

    bool stepCall(std::uint8_t opcode)
    {
        switch (opcode) {
        case kGlobal: {
            const std::string_view module = nextLine();
            pushName(module, nextLine());
            return true;
        }
        case kReduce: {
            const std::uint32_t arguments = pop();
            call(pop(), arguments);
            return true;
        }
        case kBinPersistentId:
            pushStorage(pop());
            return true;
        default:
            return false;
        }
    }

    std::int64_t nextLong()
    {
        const auto count = next<std::uint8_t>();
        if (count > sizeof(std::int64_t))
            fail("the pickle has a number of " + std::to_string(count) + " bytes");
        const std::string_view text = nextText(count);
        std::int64_t number = count > 0 && static_cast<signed char>(text.back()) < 0 ? -1 : 0;
        std::memcpy(&number, text.data(), count);
        return number;
    }

    // ---- names, storages and tensors

    void pushName(std::string_view module, std::string_view name)
    {
        const auto found = std::find_if(std::begin(kAllowedNames), std::end(kAllowedNames),
            [&](const AllowedName& known) { return known.module == module && known.name == name; });
        if (found == std::end(kAllowedNames))
            fail("the pickle names '" + printable(module) + "." + printable(name)
                + "', which is no part of a state dict");
        pushNumber(PickleKind::Name, found - std::begin(kAllowedNames));
    }

    static std::string printable(std::string_view text)
    {
        std::string safe(text.substr(0, 80));
        std::replace_if(
            safe.begin(), safe.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
        return safe;
    }

    bool isKind(std::uint32_t index, PickleKind kind) { return value(index).kind == kind; }

    void call(std::uint32_t callee, std::uint32_t arguments)
    {
        if (!isKind(callee, PickleKind::Name) || !isKind(arguments, PickleKind::Tuple))
            fail("the pickle calls something that is not a function of a state dict");
        const std::vector<std::uint32_t> items = value(arguments).items;
        switch (kAllowedNames[value(callee).number].kind) {
        case NameKind::OrderedDict:
            if (!items.empty())
                fail("the pickle makes an OrderedDict with arguments");
            push({PickleKind::Dict});
            return;
        case NameKind::RebuildTensor:
            pushTensor(items);
            return;
        case NameKind::RebuildParameter:
            if (items.empty() || !isKind(items[0], PickleKind::Tensor))
                fail("the pickle makes a parameter of something that is no tensor");
            m_stack.push_back(items[0]);
            return;
        case NameKind::Storage:
            fail("the pickle makes a storage outside the archive");
        }
    }

    bool isSizes(std::uint32_t index)
    {
        const PickleValue& tuple = value(index);
        return tuple.kind == PickleKind::Tuple
            && std::all_of(tuple.items.begin(), tuple.items.end(),
                [this](std::uint32_t item) { return isKind(item, PickleKind::Integer); });
    }

    // (storage, offset, sizes, strides, requires_grad, backward_hooks[, metadata])
    void pushTensor(const std::vector<std::uint32_t>& items)
    {
        const bool valid = (items.size() == 6 || items.size() == 7) && isKind(items[0], PickleKind::Storage)
            && isKind(items[1], PickleKind::Integer) && isSizes(items[2]) && isSizes(items[3])
            && value(items[2]).items.size() == value(items[3]).items.size();
        if (!valid)
            fail("the pickle makes a tensor of arguments that do not fit");
        PickleValue tensor{PickleKind::Tensor};
        tensor.items.assign(items.begin(), items.begin() + 4);
        push(std::move(tensor));
    }

    // ("storage", type, key, location, elements); where it was once located means nothing here.
    void pushStorage(std::uint32_t id)
    {
        const std::vector<std::uint32_t>& items = value(id).items;
        const bool valid = isKind(id, PickleKind::Tuple) && items.size() == 5
            && isKind(items[0], PickleKind::Text) && value(items[0]).text == "storage"
            && isKind(items[1], PickleKind::Name) && isKind(items[2], PickleKind::Text)
            && isKind(items[4], PickleKind::Integer)
            && kAllowedNames[value(items[1]).number].kind == NameKind::Storage;
        if (!valid)
            fail("the pickle refers to something that is not a storage of the archive");
        PickleValue storage{PickleKind::Storage};
        storage.dtype = kAllowedNames[value(items[1]).number].dtype;
        storage.text = value(items[2]).text;
        storage.number = value(items[4]).number;
        push(std::move(storage));
    }

    std::string_view m_bytes;
    const std::string& m_where;
    std::size_t m_at = 0;
    Pickle m_pickle;
    std::vector<std::uint32_t> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint32_t, std::uint32_t> m_memo;
};

} // namespace

const char* pickleKindName(PickleKind kind)
{
    constexpr const char* kNames[] = {"None", "a truth value", "a number", "a number", "a text", "a tuple",
        "a list", "a dict", "a name", "a storage", "a tensor"};
    return kNames[static_cast<std::size_t>(kind)];
}

Pickle readPickle(std::string_view bytes, const std::string& where)
{
    if (bytes.size() > kMaxPickleBytes)
        throw Failure(
            ErrorCode::Input, "data.pkl has more than " + std::to_string(kMaxPickleBytes) + " bytes", where);
    return Machine(bytes, where).run();
}

} // namespace steerscope
