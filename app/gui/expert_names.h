// SPDX-License-Identifier: MIT
// The names a user gave to experts, kept for each model by its name; shown wherever experts are.
#pragma once

#include "core/base/error.h"
#include "widgets/steering/expert_panel.h"

#include <QByteArray>
#include <QObject>
#include <QString>

namespace steerscope {

class GateStore;

// {"3": {"1": "vowels"}, "out": {"2": "silence"}}: layers and experts count from 1. Throws Failure(Input) for
// text that is not that.
ExpertNames expertNamesFromJson(const QByteArray& json);
QByteArray expertNamesToJson(const ExpertNames& names);

class ExpertNameKeeper : public QObject {
    Q_OBJECT

public:
    ExpertNameKeeper(ExpertPanel* panel, GateStore* gates, QObject* parent);

    void useModel(const QString& name); // empty: none

Q_SIGNALS:
    void failed(const steerscope::Error& error);

private:
    void show(const ExpertNames& names);
    void save(const ExpertNames& names);

    ExpertPanel* m_panel;
    GateStore* m_gates;
    QString m_file; // empty: no model
};

} // namespace steerscope
