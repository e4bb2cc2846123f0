// SPDX-License-Identifier: MIT
#include "widgets/heatmap/gate_store.h"

#include "core/base/gating_figures.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

double percentile95(const LayerTrace& trace)
{
    std::vector<float> values(trace.push.begin(),
        trace.push.begin() + std::min<std::ptrdiff_t>(trace.countedFrames, std::ssize(trace.push)));
    if (values.empty())
        return 0.0;
    const auto rank
        = values.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), rank, values.end());
    return *rank;
}

// The engine and the window may round the same border differently.
bool sameSpan(const TimeSpan& a, const TimeSpan& b)
{
    constexpr double kSample = 1.0 / 16000.0;
    return std::abs(a.start - b.start) < kSample && std::abs(a.end - b.end) < kSample;
}

} // namespace

double roundedUp(double value)
{
    if (!(value > 0.0))
        return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= value * (1.0 - 1e-9))
            return step * power;
    return 10.0 * power;
}

GateStore::GateStore(QObject* parent)
    : QObject(parent)
{
}

void GateStore::setLayers(std::vector<SteeredLayerInfo> layers)
{
    m_layers = std::move(layers);
    m_windows.clear();
    Q_EMIT layersChanged();
    Q_EMIT reset();
}

void GateStore::setWindows(const std::vector<TimeSpan>& windows)
{
    m_windows.resize(windows.size());
    for (std::size_t i = 0; i < windows.size(); ++i)
        if (!sameSpan(m_windows[i].span, windows[i])) {
            m_windows[i] = Window();
            m_windows[i].span = windows[i];
            m_windows[i].paddedEnd = windows[i].end;
        }
    Q_EMIT reset();
}

void GateStore::setTrace(std::shared_ptr<const GatingTrace> trace)
{
    const int number = trace->window;
    if (number < 0)
        return;
    if (number >= windows())
        m_windows.resize(number + 1);
    const double before = pushRange();
    Window& window = m_windows[number];
    window.span = {trace->startSeconds, trace->endSeconds};
    window.stale = false;
    window.trace = std::move(trace);
    prepare(window);
    if (pushRange() != before)
        Q_EMIT reset();
    else
        Q_EMIT changed(seen(number));
}

void GateStore::setAllStale()
{
    for (Window& window : m_windows)
        window.stale = window.trace != nullptr;
    Q_EMIT staleChanged();
}

void GateStore::setStale(int window, bool stale)
{
    m_windows[window].stale = stale && m_windows[window].trace;
    Q_EMIT staleChanged();
}

void GateStore::clear()
{
    m_windows.clear();
    Q_EMIT reset();
}

void GateStore::setExpertName(int layer, int expert, const QString& name)
{
    if (name.isEmpty())
        m_names.erase({layer, expert});
    else
        m_names[{layer, expert}] = name;
    Q_EMIT namesChanged();
}

std::vector<int> GateStore::layerNumbers() const
{
    std::vector<int> numbers;
    for (const SteeredLayerInfo& info : m_layers)
        numbers.push_back(info.layer);
    return numbers;
}

int GateStore::experts(int layer) const
{
    const int index = indexOf(layer);
    return index < 0 ? 0 : m_layers[index].experts;
}

int GateStore::mostExperts() const
{
    int most = 0;
    for (const SteeredLayerInfo& info : m_layers)
        most = std::max(most, info.experts);
    return most;
}

QString GateStore::expertLabel(int layer, int expert) const
{
    const QString number = QStringLiteral("E%1").arg(expert + 1);
    const auto name = m_names.find({layer, expert});
    return name == m_names.end() ? number : number + QLatin1Char(' ') + name->second;
}

TimeSpan GateStore::seen(int number) const
{
    const Window& window = m_windows[number];
    double end = window.paddedEnd;
    if (number + 1 < windows() && m_windows[number + 1].span.start > window.span.start)
        end = std::min(end, m_windows[number + 1].span.start);
    return {window.span.start, end};
}

TimeSpan GateStore::padding(int number, int layer) const
{
    const Window& window = m_windows[number];
    const LayerTrace* trace = window.trace ? window.trace->find(layer) : nullptr;
    if (!trace)
        return {};
    const double end = std::min(seen(number).end, window.span.start + trace->frames * trace->frameSeconds);
    return {std::min(window.span.start + trace->countedFrames * trace->frameSeconds, end), end};
}

int GateStore::indexOf(int layer) const
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(),
        [layer](const SteeredLayerInfo& info) { return info.layer == layer; });
    return found == m_layers.end() ? -1 : static_cast<int>(found - m_layers.begin());
}

void GateStore::prepare(Window& window) const
{
    window.layers.assign(m_layers.size(), {});
    window.pushTop = 0.0;
    window.paddedEnd = window.span.end;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        LayerSums& sums = window.layers[i];
        sums.trace = window.trace->find(m_layers[i].layer);
        if (!sums.trace)
            continue;
        const LayerTrace& trace = *sums.trace;
        window.paddedEnd = std::max(window.paddedEnd, window.span.start + trace.frames * trace.frameSeconds);
        sums.gates = BlockSums<float>(trace.gates.data(), trace.frames, trace.experts);
        if (std::ssize(trace.push) < trace.frames)
            continue;
        sums.push = BlockSums<float>(trace.push.data(), trace.frames, 1);
        window.pushTop = std::max(window.pushTop, percentile95(trace));
    }
}

void GateStore::prepareEntropy(LayerSums& sums)
{
    const LayerTrace& trace = *sums.trace;
    const double most = std::log(std::max(trace.experts, 2));
    sums.entropies.resize(trace.frames);
    for (int t = 0; t < trace.frames; ++t)
        sums.entropies[t] = static_cast<float>(
            steerscope::entropy(&trace.gates[static_cast<std::size_t>(t) * trace.experts], trace.experts)
            / most);
    sums.entropySums = BlockSums<float>(sums.entropies.data(), trace.frames, 1);
}

template <class F> void GateStore::eachPiece(int layer, const TimeSpan& span, F&& f) const
{
    const int index = indexOf(layer);
    if (index < 0)
        return;
    auto at = std::upper_bound(m_windows.begin(), m_windows.end(), span.start,
        [](double seconds, const Window& window) { return seconds < window.span.start; });
    if (at != m_windows.begin())
        --at;
    for (; at != m_windows.end() && at->span.start <= span.end; ++at) {
        if (!at->trace || !at->layers[index].trace)
            continue;
        LayerSums& sums = at->layers[index];
        const TimeSpan whole = seen(static_cast<int>(at - m_windows.begin()));
        const TimeSpan piece{std::max(span.start, whole.start), std::min(span.end, whole.end)};
        if (piece.start > piece.end || piece.start >= whole.end)
            continue;
        f(sums, framesIn(piece, whole.start, sums.trace->frameSeconds, sums.trace->frames));
    }
}

void GateStore::gates(int layer, const TimeSpan& span, GateColumn& column) const
{
    column.kind = GateColumn::Kind::Empty;
    column.gates.clear();
    int frames = 0;
    const auto add = [&](const LayerSums& sums, FrameRange range) {
        column.gates.resize(sums.trace->experts);
        sums.gates.add(range.first, range.end, column.gates.data());
        frames += range.count();
    };
    eachPiece(layer, span, [&](const LayerSums& sums, FrameRange range) {
        range.end = std::min(range.end, sums.trace->countedFrames);
        if (range.count() > 0)
            add(sums, range);
    });
    if (frames > 0) {
        column.kind = GateColumn::Kind::Counted;
    } else {
        eachPiece(layer, span, add);
        if (frames > 0)
            column.kind = GateColumn::Kind::Padding;
    }
    for (double& gate : column.gates)
        gate /= std::max(frames, 1);
}

std::optional<double> GateStore::entropy(int layer, const TimeSpan& span) const
{
    double sum = 0.0;
    int frames = 0;
    eachPiece(layer, span, [&](LayerSums& sums, FrameRange range) {
        range.end = std::min(range.end, sums.trace->countedFrames);
        if (range.count() <= 0)
            return;
        if (sums.entropies.empty())
            prepareEntropy(sums);
        sums.entropySums.add(range.first, range.end, &sum);
        frames += range.count();
    });
    return frames > 0 ? std::optional(sum / frames) : std::nullopt;
}

std::optional<double> GateStore::push(int layer, const TimeSpan& span) const
{
    double sum = 0.0;
    int frames = 0;
    eachPiece(layer, span, [&](const LayerSums& sums, FrameRange range) {
        range.end = std::min(range.end, sums.trace->countedFrames);
        if (range.count() <= 0 || std::ssize(sums.trace->push) < sums.trace->frames)
            return;
        sums.push.add(range.first, range.end, &sum);
        frames += range.count();
    });
    return frames > 0 ? std::optional(sum / frames) : std::nullopt;
}

double GateStore::pushRange() const
{
    double top = 0.0;
    for (const Window& window : m_windows)
        top = std::max(top, window.pushTop);
    return roundedUp(top);
}

} // namespace steerscope
