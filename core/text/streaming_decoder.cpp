// SPDX-License-Identifier: MIT
#include "core/text/tokenizer.h"
#include "core/text/unicode.h"

#include <utility>

namespace steerscope {

StreamingDecoder::StreamingDecoder(std::shared_ptr<const Tokenizer> tokenizer)
    : m_tokenizer(std::move(tokenizer))
{
}

std::string StreamingDecoder::push(int id)
{
    m_pending += m_tokenizer->tokenBytes(id);
    const std::size_t whole = m_pending.size() - unicode::unfinishedTail(m_pending);
    std::string text = unicode::repaired(std::string_view(m_pending).substr(0, whole));
    m_pending.erase(0, whole);
    return text;
}

std::string StreamingDecoder::finish()
{
    return unicode::repaired(std::exchange(m_pending, {}));
}

} // namespace steerscope
