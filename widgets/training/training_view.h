// SPDX-License-Identifier: MIT
// One training: its header, curves and expert loads as lanes over a common axis of steps, each with its
// controls and values at its left, and at the right what it writes and what it is.
#pragma once

#include "core/session/training_process.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/time/time_view.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QSplitter;
class QTextBrowser;
class QToolButton;

namespace steerscope {

class CurveLegend;
class LoadRows;
class NoticeBar;
class SampleList;
class StepRuler;
class TrainingHeader;
class TrainingLog;

class TrainingView : public QWidget {
    Q_OBJECT
public:
    explicit TrainingView(TrainingLog* log, QWidget* parent = nullptr);

    TrainingHeader* header() const { return m_header; }
    TimeView* steps() { return &m_steps; }

Q_SIGNALS:
    void commandRequested(steerscope::TrainingCommand command);
    void startRequested();

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Lane {
        QWidget* row = nullptr;
        CurvePlot* plot = nullptr; // null: the expert loads
        CurveLegend* legend = nullptr;
        bool percent = false;
    };

    void makeLanes();
    Lane addLane(QWidget* controls, QWidget* lane, const QString& name, const QString& what);
    QComboBox* addChoice(const QStringList& texts, const QString& name, const QString& tip);
    QWidget* makeSide();
    void follow();
    void showNotice();
    void makeCurves();
    void fillLayerChoice();
    void showValues();
    void zoomToSelection();

    TrainingLog* m_log;
    TimeView m_steps;
    TrainingHeader* m_header;
    NoticeBar* m_notice;
    QAction* m_again;
    QSplitter* m_lanes;
    Lane m_loss;
    Lane m_dev;
    Lane m_step;
    Lane m_layer;
    Lane m_load;
    LoadRows* m_loadRows;
    QToolButton* m_logarithmic;
    QComboBox* m_stepChoice;
    QComboBox* m_layerChoice;
    QComboBox* m_loadChoice;
    StepRuler* m_ruler;
    SampleList* m_samples;
    QTextBrowser* m_details;
    QString m_shape; // names of the columns that the curves were made for
    QString m_noticed; // what the notice bar was given last
    QString m_detailsShown;
    int m_drawnStep = 0;
};

} // namespace steerscope
