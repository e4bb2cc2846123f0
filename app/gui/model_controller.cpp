// SPDX-License-Identifier: MIT
#include "app/gui/model_controller.h"

#include "app/gui/paths.h"
#include "app/gui/status_fields.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMenu>

#include <utility>

namespace steerscope {

namespace {

QString modelKey()
{
    return QStringLiteral("model/last");
}

QString deviceKey()
{
    return QStringLiteral("model/device");
}

QString dtypeKey()
{
    return QStringLiteral("model/dtype");
}

} // namespace

QString shortModelName(const ModelInfo& info)
{
    const QString name = QString::fromStdString(info.name);
    return name.isEmpty() ? QFileInfo(QString::fromStdString(info.path)).fileName() : name;
}

ModelController::ModelController(EngineSession* session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    const Preferences preferences;
    m_model = preferences.value(modelKey()).toString();
    m_device = preferences.value(deviceKey(), QStringLiteral("auto")).toString().toStdString();
    m_dtype = preferences.value(dtypeKey(), QStringLiteral("auto")).toString().toStdString();
    connect(session, &EngineSession::modelsListed, this,
        [this](const std::vector<protocol::ModelListEntry>& models) {
            m_models = models;
            Q_EMIT listChanged();
        });
    connect(session, &EngineSession::engineReady, this, &ModelController::refreshList);
    connect(session, &EngineSession::failed, this, [this](const Error& error) {
        if (std::exchange(m_remembered, false) && error.code == ErrorCode::Model)
            load({});
    });
    connect(session, &EngineSession::modelLoaded, this, [this] {
        m_remembered = false;
        Preferences kept;
        kept.setValue(modelKey(), m_model);
        kept.setValue(deviceKey(), QString::fromStdString(m_device));
        kept.setValue(dtypeKey(), QString::fromStdString(m_dtype));
    });
}

void ModelController::loadInitial(const QString& override)
{
    m_remembered = override.isEmpty() && !m_model.isEmpty();
    load(override.isEmpty() ? m_model : override);
}

void ModelController::load(const QString& model)
{
    m_model = model;
    m_session->loadModel({.model = model.toStdString(), .device = m_device, .dtype = m_dtype});
}

void ModelController::unload()
{
    m_session->unloadModel();
}

void ModelController::reload()
{
    load(m_model);
}

void ModelController::refreshList()
{
    m_session->listModels();
}

void ModelController::setDevice(const std::string& device)
{
    if (device == m_device)
        return;
    m_device = device;
    reload();
}

void ModelController::setDtype(const std::string& dtype)
{
    if (dtype == m_dtype)
        return;
    m_dtype = dtype;
    reload();
}

void ModelController::attachModels(QMenu* menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillModels(menu); });
}

void ModelController::attachDevices(QMenu* menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillDevices(menu); });
}

void ModelController::fillModels(QMenu* menu)
{
    menu->clear();
    menu->setToolTipsVisible(true);
    const ModelInfo* loaded = m_session->model();
    std::string origin;
    for (const protocol::ModelListEntry& model : m_models) {
        if (model.origin != origin) {
            origin = model.origin;
            menu->addSection(origin == "shipped" ? tr("Shipped")
                    : origin == "imported"       ? tr("Imported")
                                                 : tr("Hugging Face cache"));
        }
        QAction* entry = menu->addAction(QString::fromStdString(model.name));
        entry->setToolTip(QString::fromStdString(model.summary.empty() ? model.path : model.summary));
        entry->setCheckable(true);
        entry->setChecked(loaded && loaded->path == model.path);
        connect(entry, &QAction::triggered, this,
            [this, path = QString::fromStdString(model.path)] { load(path); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("No model found"))->setEnabled(false);
}

void ModelController::fillDevices(QMenu* menu)
{
    menu->clear();
    menu->setToolTipsVisible(true);
    const auto add = [&](QActionGroup* group, const QString& text, bool checked, auto chosen) {
        QAction* entry = menu->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(checked);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this, chosen);
        return entry;
    };
    menu->addSection(tr("Device"));
    auto* devices = new QActionGroup(menu);
    add(devices, tr("Automatic"), m_device == "auto", [this] { setDevice("auto"); });
    const protocol::HelloReply* engine = m_session->engine();
    for (const protocol::DeviceInfo& device :
        engine ? engine->devices : std::vector<protocol::DeviceInfo>{}) {
        QString text = QString::fromStdString(device.name.empty() ? device.id : device.name);
        if (device.totalBytes > 0)
            text += QStringLiteral("  ·  ")
                + tr("%1 of %2 free").arg(bytesText(device.freeBytes), bytesText(device.totalBytes));
        add(devices, text, m_device == device.id, [this, id = device.id] { setDevice(id); });
    }
    if (engine && !engine->cudaReason.empty())
        menu->addAction(tr("No GPU: %1").arg(QString::fromStdString(engine->cudaReason)))->setEnabled(false);
    menu->addSection(tr("Precision"));
    auto* dtypes = new QActionGroup(menu);
    add(dtypes, tr("Automatic"), m_dtype == "auto", [this] { setDtype("auto"); });
    for (const char* dtype : {"float32", "bfloat16", "float16"})
        add(dtypes, QString::fromLatin1(dtype), m_dtype == dtype, [this, dtype] { setDtype(dtype); });
}

} // namespace steerscope
