// SPDX-License-Identifier: MIT
#include "app/gui/expert_names.h"

#include "app/gui/paths.h"
#include "app/gui/presets.h"
#include "core/base/atomic_file.h"
#include "core/base/gating_trace.h"
#include "widgets/heatmap/gate_store.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace steerscope {

ExpertNames expertNamesFromJson(const QByteArray& json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        throw Failure(ErrorCode::Input, "no expert names: " + problem.errorString().toStdString());
    ExpertNames names;
    const QJsonObject layers = document.object();
    for (auto layer = layers.begin(); layer != layers.end(); ++layer) {
        const int number = layerFromLabel(layer.key().toStdString());
        const QJsonObject experts = layer->toObject();
        for (auto expert = experts.begin(); expert != experts.end(); ++expert) {
            const int index = expert.key().toInt() - 1;
            if (number == kNoLayer || index < 0 || !expert->isString())
                throw Failure(ErrorCode::Input, "no expert name",
                    layer.key().toStdString() + ", " + expert.key().toStdString());
            names[number][index] = expert->toString();
        }
    }
    return names;
}

QByteArray expertNamesToJson(const ExpertNames& names)
{
    QJsonObject layers;
    for (const auto& [layer, experts] : names) {
        QJsonObject object;
        for (const auto& [expert, name] : experts)
            object.insert(QString::number(expert + 1), name);
        layers.insert(QString::fromStdString(layerLabel(layer)), object);
    }
    return QJsonDocument(layers).toJson();
}

ExpertNameKeeper::ExpertNameKeeper(ExpertPanel* panel, GateStore* gates, QObject* parent)
    : QObject(parent)
    , m_panel(panel)
    , m_gates(gates)
{
    connect(panel, &ExpertPanel::namesChanged, this, &ExpertNameKeeper::save);
}

void ExpertNameKeeper::useModel(const QString& name)
{
    m_file = name.isEmpty() ? QString() : expertNamesFolder() + QLatin1Char('/') + Presets::fileNameFor(name);
    QFile file(m_file);
    ExpertNames names;
    if (!m_file.isEmpty() && file.open(QIODevice::ReadOnly)) {
        auto read = attempt([&] { return expertNamesFromJson(file.readAll()); });
        if (read)
            names = std::move(read.value());
        else
            Q_EMIT failed(read.error());
    }
    show(names);
}

void ExpertNameKeeper::show(const ExpertNames& names)
{
    for (const auto& [layer, experts] : m_panel->names())
        for (const auto& [expert, name] : experts)
            m_gates->setExpertName(layer, expert, {});
    for (const auto& [layer, experts] : names)
        for (const auto& [expert, name] : experts)
            m_gates->setExpertName(layer, expert, name);
    m_panel->setNames(names);
}

void ExpertNameKeeper::save(const ExpertNames& names)
{
    for (const SteeredLayerInfo& layer : m_gates->layers())
        for (int expert = 0; expert < layer.experts; ++expert) {
            const auto named = names.find(layer.layer);
            const bool has = named != names.end() && named->second.contains(expert);
            m_gates->setExpertName(layer.layer, expert, has ? named->second.at(expert) : QString());
        }
    if (m_file.isEmpty())
        return;
    const auto written = attempt([&] {
        AtomicFile file(m_file.toStdString());
        file.write(expertNamesToJson(names).toStdString());
        file.commit();
        return true;
    });
    if (!written)
        Q_EMIT failed(written.error());
}

} // namespace steerscope
