// SPDX-License-Identifier: MIT
#include "app/gui/document.h"

#include <QFileInfo>

namespace steerscope {

namespace {

std::vector<Segment> emptySegments(const std::vector<WindowSpan>& windows)
{
    std::vector<Segment> segments(windows.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        segments[i].start = windows[i].start;
        segments[i].end = windows[i].end;
    }
    return segments;
}

} // namespace

Document::Document(QObject* parent)
    : QObject(parent)
{
}

QString Document::name() const
{
    return QFileInfo(m_path).fileName();
}

bool Document::hasWindow(int window) const
{
    return window >= 0 && window < static_cast<int>(m_windows.size());
}

void Document::open(const QString& path, LoadedAudio audio)
{
    const bool saidLive = !m_audio && !m_windows.empty() && m_windows == m_liveCuts;
    m_path = path;
    m_info = audio.info;
    m_audio = std::make_shared<const Waveform>(std::move(audio.waveform));
    if (!saidLive) {
        m_liveCuts.clear();
        forgetResults();
    }
    Q_EMIT opened();
}

void Document::close()
{
    m_path.clear();
    m_info = {};
    m_audio.reset();
    m_liveCuts.clear();
    forgetResults();
    Q_EMIT closed();
}

void Document::forgetResults()
{
    m_windows.clear();
    for (LaneResult& lane : m_lanes)
        lane = {};
    Q_EMIT resultsForgotten();
}

void Document::startRun(Lane lane, const std::vector<WindowSpan>& windows, bool decodes)
{
    const bool changed = m_windows != windows;
    if (changed) {
        m_windows = windows;
        for (LaneResult& result : m_lanes)
            result = {};
    }
    LaneResult& result = mutableLane(lane);
    result.traces.resize(windows.size());
    result.running = true;
    if (decodes || result.transcript.segments.size() != windows.size()) {
        result.transcript.segments = emptySegments(windows);
        result.decoded = false;
    }
    if (changed)
        Q_EMIT windowsChanged();
    Q_EMIT runStarted(lane, decodes);
}

void Document::takeTrace(Lane lane, const std::shared_ptr<const GatingTrace>& trace)
{
    if (!trace || !hasWindow(trace->window))
        return;
    mutableLane(lane).traces[static_cast<std::size_t>(trace->window)] = trace;
    Q_EMIT traceChanged(lane, trace);
}

void Document::takeToken(Lane lane, int window, const Token& token)
{
    if (!hasWindow(window))
        return;
    Segment& segment = mutableLane(lane).transcript.segments[static_cast<std::size_t>(window)];
    segment.text += token.text;
    segment.tokens.push_back(token);
    Q_EMIT tokenAdded(lane, window, token);
}

void Document::takeSegment(Lane lane, int window, const Segment& segment)
{
    if (!hasWindow(window))
        return;
    mutableLane(lane).transcript.segments[static_cast<std::size_t>(window)] = segment;
    Q_EMIT segmentChanged(lane, window);
}

void Document::takeScore(const TargetScore& score)
{
    mutableLane(Lane::Steered).score = score;
    Q_EMIT scoreChanged();
}

void Document::endRun(Lane lane, const protocol::RunDone& done, bool decoded)
{
    LaneResult& result = mutableLane(lane);
    result.running = false;
    result.decoded = result.decoded || decoded;
    result.timings = done.timings;
    result.wroteWords = decoded;
    result.cacheBytes = done.cacheBytes;
    result.residentBytes = done.residentBytes;
    Q_EMIT runEnded(lane);
}

void Document::takeLive(const LiveUtterance& utterance)
{
    const int window = utterance.trace.window;
    if (window < 0)
        return;
    LaneResult& result = mutableLane(Lane::Steered);
    while (!hasWindow(window)) { // numbers that an engine which died took with it stay empty
        m_windows.push_back({utterance.segment.start, utterance.segment.start});
        result.traces.emplace_back();
        result.transcript.segments.push_back({utterance.segment.start, utterance.segment.start, {}, {}});
    }
    const auto at = static_cast<std::size_t>(window);
    m_windows[at] = {utterance.segment.start, utterance.segment.end};
    result.traces[at] = std::make_shared<const GatingTrace>(utterance.trace);
    result.transcript.segments[at] = utterance.segment;
    result.partial = utterance.final ? -1 : window;
    if (utterance.final)
        m_liveCuts.push_back(m_windows[at]);
    Q_EMIT traceChanged(Lane::Steered, result.traces[at]);
    Q_EMIT segmentChanged(Lane::Steered, window);
    Q_EMIT liveChanged(window, utterance.final);
}

void Document::abandonRuns()
{
    for (LaneResult& lane : m_lanes)
        lane.running = false;
    Q_EMIT runsAbandoned();
}

void Document::settingsChanged()
{
    mutableLane(Lane::Steered).decoded = false;
}

void Document::wordsChanged()
{
    for (LaneResult& lane : m_lanes)
        lane.decoded = false;
}

} // namespace steerscope
