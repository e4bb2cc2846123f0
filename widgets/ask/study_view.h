// SPDX-License-Identifier: MIT
// A study's result to look at and to act on: one page a kind, what it says above, what is pointed at below.
#pragma once

#include "core/base/study.h"
#include "widgets/ask/ask_controls.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace steerscope {

class LayerExpertMap;
class SweepPlot;

class StudyView : public QWidget {
    Q_OBJECT
public:
    explicit StudyView(QWidget* parent = nullptr);

    void setKind(StudyKind kind); // its last result, if there is one
    void setResult(const StudyResult& result);
    const StudyResult* result() const; // of the kind that is shown; null: none
    void clear(); // of all kinds: another recording or model
    void setStale(); // the steering has changed since the results were made
    void setScale(std::optional<double> master); // of this moment, for the sweep

    SweepPlot* sweep() const { return m_sweep; }
    LayerExpertMap* ablation() const { return m_ablation; }

Q_SIGNALS:
    void scaleChosen(const std::vector<int>& layers, double scale); // no layers: the master
    void ablationChosen(int layer, int expert); // kWholeLayer: the layer; one that settings can express
    void layerChosen(int layer);
    void proposalChosen(const steerscope::SteeringSettings& settings);
    void noticed(const QString& text);

private:
    QWidget* heardPage();
    QWidget* fitPage();
    void chooseAblation(int layer, int expert);
    void show(const HeardResult& result);
    void show(const FitResult& result);
    void showHead();

    struct Kept {
        StudyResult result;
        bool stale = false;
    };

    QLabel* m_head;
    QLabel* m_pointed;
    QLabel* m_empty;
    QStackedWidget* m_pages; // a page a kind, then the empty one
    SweepPlot* m_sweep;
    LayerExpertMap* m_ablation;
    QTableWidget* m_heard = nullptr;
    LayerExpertMap* m_attribution;
    QTableWidget* m_fit = nullptr;
    QLabel* m_fitTexts = nullptr;
    QPushButton* m_apply = nullptr;
    std::array<std::optional<Kept>, std::variant_size_v<StudyResult>> m_kept;
    StudyKind m_kind = StudyKind::Sweep;
};

} // namespace steerscope
