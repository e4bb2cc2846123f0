// SPDX-License-Identifier: MIT
// The gates of a recording as every view of them sees it: one trace an audio window, some not there yet, some
// out of date. Lives on the window's thread; traces are shared values.
#pragma once

#include "core/base/gating_trace.h"
#include "core/base/steering_settings.h"
#include "widgets/time/block_sums.h"
#include "widgets/time/frame_range.h"
#include "widgets/time/time_view.h"

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace steerscope {

// Mean gates of one layer over a stretch of time.
struct GateColumn {
    enum class Kind {
        Empty, // no trace there
        Padding, // only frames without audio
        Counted,
    };
    Kind kind = Kind::Empty;
    std::vector<double>
        gates; // [E], over counted frames, or over the padding where there are none; empty: none
};

class GateStore : public QObject {
    Q_OBJECT
public:
    explicit GateStore(QObject* parent = nullptr);

    // The model's steered layers, lowest first. Drops windows and traces.
    void setLayers(std::vector<SteeredLayerInfo> layers);
    // The recording's audio windows (without padding), by time. Traces of a window that did not move are
    // kept.
    void setWindows(const std::vector<TimeSpan>& windows);
    // Puts a trace (not null) in its window, which is then up to date.
    void setTrace(std::shared_ptr<const GatingTrace> trace);
    // Marks traces that no longer belong to the settings; they are drawn greyed until the next setTrace().
    void setAllStale();
    void setStale(int window, bool stale);
    void clear(); // no windows
    // A name given by the user; empty takes it away.
    void setExpertName(int layer, int expert, const QString& name);

    const std::vector<SteeredLayerInfo>& layers() const { return m_layers; }
    std::vector<int> layerNumbers() const; // lowest first
    int experts(int layer) const; // 0: not a steered layer
    int mostExperts() const; // of any layer
    // "E3", or "E3 name".
    QString expertLabel(int layer, int expert) const;

    int windows() const { return static_cast<int>(m_windows.size()); }
    const GatingTrace* trace(int window) const
    {
        return m_windows[window].trace.get();
    } // null: not there yet
    bool stale(int window) const { return m_windows[window].stale; }
    // Where a window is seen: to the next one's start, or to the end of its padding.
    TimeSpan seen(int window) const;
    // Where a layer's padding is seen; empty span: nowhere.
    TimeSpan padding(int window, int layer) const;

    // All windows that the stretch touches count; a stretch shorter than a frame is the frame it lies in.
    void gates(int layer, const TimeSpan& span, GateColumn& column) const;
    std::optional<double> entropy(
        int layer, const TimeSpan& span) const; // mean of the frames' entropy over ln E
    std::optional<double> push(int layer, const TimeSpan& span) const; // mean
    // Top of the push scale: the largest 95th percentile of any layer's counted frames, rounded up to 1, 2 or
    // 5 times a power of ten.
    double pushRange() const;

Q_SIGNALS:
    void layersChanged();
    void changed(const steerscope::TimeSpan& span); // these seconds look different
    void reset(); // everything does
    void staleChanged(); // no other values, only up to date or not
    void namesChanged();

private:
    struct LayerSums {
        const LayerTrace* trace = nullptr; // null: the trace lacks this layer
        BlockSums<float> gates;
        BlockSums<float> push;
        // Made when first asked for.
        std::vector<float> entropies;
        BlockSums<float> entropySums;
    };
    struct Window {
        TimeSpan span;
        bool stale = false;
        double paddedEnd = 0.0; // of the longest layer
        double pushTop = 0.0; // largest 95th percentile of a layer
        std::shared_ptr<const GatingTrace> trace;
        mutable std::vector<LayerSums> layers; // as m_layers
    };

    int indexOf(int layer) const;
    void prepare(Window& window) const;
    static void prepareEntropy(LayerSums& sums);
    // f(sums, frames of that layer, window's start) for every window with a trace that the span touches.
    template <class F> void eachPiece(int layer, const TimeSpan& span, F&& f) const;

    std::vector<SteeredLayerInfo> m_layers;
    std::vector<Window> m_windows;
    std::map<std::pair<int, int>, QString> m_names; // by layer and expert
};

// The smallest of 1, 2 and 5 times a power of ten that is not below; 1 for zero.
double roundedUp(double value);

} // namespace steerscope
