// SPDX-License-Identifier: MIT
// The experts of the selected layer, beside its plot: colour, a name the user gives (none is ever invented),
// mute, solo, force, and the mean gate of the run on show.
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <functional>
#include <map>
#include <vector>

class QLabel;
class QScrollArea;

namespace steerscope {

class ExpertRow;
class SteeringModel;

// Names by layer and expert, both from 0 (kOutLayer after the encoder); only those that were given.
using ExpertNames = std::map<int, std::map<int, QString>>;

class ExpertPanel : public QWidget {
    Q_OBJECT

public:
    // colour(expert, experts): the one the views use. The model must outlive the widget.
    ExpertPanel(SteeringModel* model, std::function<QColor(int expert, int experts)> colour,
        QWidget* parent = nullptr);
    ~ExpertPanel() override;

    void setNames(const ExpertNames& names);
    const ExpertNames& names() const { return m_names; }
    // Mean gates by layer; a layer not named shows none.
    void setMeanGates(std::map<int, std::vector<double>> gates);

Q_SIGNALS:
    void namesChanged(const steerscope::ExpertNames& names); // by the user, to be saved

private:
    void build();
    void showState();
    void nameExpert(int layer, int expert, const QString& name);

    SteeringModel* m_model;
    std::function<QColor(int, int)> m_colour;
    ExpertNames m_names;
    std::map<int, std::vector<double>> m_gates;
    QLabel* m_title;
    QLabel* m_invitation;
    QScrollArea* m_area;
    std::vector<ExpertRow*> m_rows;
    int m_builtLayer;
};

} // namespace steerscope
