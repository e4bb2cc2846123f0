// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_marks.h"

#include "core/text/word_diff.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <string>

namespace steerscope {

namespace {

int words(const QString& text, const TextMark& mark)
{
    return static_cast<int>(text.mid(mark.begin, mark.end - mark.begin)
                                .simplified()
                                .split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                .size());
}

// Counts UTF-16 units while byte positions only grow.
class Utf16Position {
public:
    explicit Utf16Position(const std::string& utf8)
        : m_utf8(utf8)
    {
    }
    int at(std::size_t byte)
    {
        for (; m_byte < byte; ++m_byte) {
            const auto unit = static_cast<unsigned char>(m_utf8[m_byte]);
            if ((unit & 0xC0U) != 0x80U)
                m_units += unit >= 0xF0U ? 2 : 1; // four bytes: a surrogate pair
        }
        return m_units;
    }

private:
    const std::string& m_utf8;
    std::size_t m_byte = 0;
    int m_units = 0;
};

} // namespace

Differences differences(const QString& before, const QString& after)
{
    const std::string beforeUtf8 = before.toStdString();
    const std::string afterUtf8 = after.toStdString();
    Utf16Position inBefore(beforeUtf8);
    Utf16Position inAfter(afterUtf8);
    Differences result;
    for (const DiffRun& run : diffWords(beforeUtf8, afterUtf8)) {
        const int beforeBegin = inBefore.at(run.before.begin);
        const int afterBegin = inAfter.at(run.after.begin);
        const TextMark old{beforeBegin, inBefore.at(run.before.end)};
        const TextMark fresh{afterBegin, inAfter.at(run.after.end)};
        if (run.kind == EditKind::Equal)
            continue;
        if (old.begin < old.end)
            result.before.push_back(old);
        if (fresh.begin < fresh.end)
            result.after.push_back(fresh);
        result.words += std::max(words(before, old), words(after, fresh));
    }
    return result;
}

std::vector<TokenMark> tokenMarks(const Segment& segment)
{
    QString joined;
    std::vector<TokenMark> marks;
    for (const Token& token : segment.tokens) {
        const int begin = static_cast<int>(joined.size());
        joined += QString::fromStdString(token.text);
        marks.push_back({{begin, static_cast<int>(joined.size())}, std::exp(token.logprob), token.logprob});
    }
    const QString text = QString::fromStdString(segment.text);
    const int shift = static_cast<int>(joined.indexOf(text)); // white space at the ends may be trimmed
    if (shift < 0 || text.isEmpty())
        return {};
    const int length = static_cast<int>(text.size());
    for (TokenMark& mark : marks) {
        mark.at.begin = std::clamp(mark.at.begin - shift, 0, length);
        mark.at.end = std::clamp(mark.at.end - shift, 0, length);
    }
    std::erase_if(marks, [](const TokenMark& mark) { return mark.at.begin == mark.at.end; });
    return marks;
}

QString formatTime(double seconds)
{
    const auto hundredths = static_cast<qint64>(std::llround(std::max(0.0, seconds) * 100.0));
    const qint64 minutes = hundredths / 6000;
    const QString rest = QLocale().toString(static_cast<double>(hundredths % 6000) / 100.0, 'f', 2);
    if (minutes == 0)
        return rest;
    const QString padded = rest.rightJustified(5, QLatin1Char('0'));
    if (minutes < 60)
        return QStringLiteral("%1:%2").arg(minutes).arg(padded);
    return QStringLiteral("%1:%2:%3")
        .arg(minutes / 60)
        .arg(minutes % 60, 2, 10, QLatin1Char('0'))
        .arg(padded);
}

QString formatProbability(double probability)
{
    return QLocale().toString(probability * 100.0, 'f', 1) + QStringLiteral(" %");
}

QString probabilitySummary(const std::vector<Segment>& segments)
{
    double sum = 0.0;
    int count = 0;
    const Token* least = nullptr;
    for (const Segment& segment : segments)
        for (const Token& token : segment.tokens) {
            if (token.text.empty())
                continue;
            sum += token.logprob;
            ++count;
            if (!least || token.logprob < least->logprob)
                least = &token;
        }
    if (!least)
        return {};
    return QCoreApplication::translate("TranscriptView", "Mean %1, least sure: “%2” %3")
        .arg(formatProbability(std::exp(sum / count)), QString::fromStdString(least->text).trimmed(),
            formatProbability(std::exp(least->logprob)));
}

} // namespace steerscope
