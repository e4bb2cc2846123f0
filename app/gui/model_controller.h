// SPDX-License-Identifier: MIT
// Which model, on which device, in which precision: what was chosen last is remembered, and the menus and the
// tool bar's button offer the rest.
#pragma once

#include "core/session/engine_session.h"

#include <QObject>
#include <QString>

#include <vector>

class QMenu;

namespace steerscope {

class ModelController : public QObject {
    Q_OBJECT

public:
    ModelController(EngineSession* session, QObject* parent = nullptr);

    // Starts the engine with it. override: of the command line; empty: as remembered, else the shipped one.
    void loadInitial(const QString& override);
    void load(const QString& model); // empty: the shipped model
    void unload();
    void reload(); // the same on the device and dtype of the moment
    void refreshList();

    const std::vector<protocol::ModelListEntry>& models() const { return m_models; }
    QString wished() const { return m_model; } // what is to be loaded, as given
    const std::string& device() const { return m_device; } // "auto", "cpu", "cuda:0"
    const std::string& dtype() const { return m_dtype; } // "auto", "float32", ...
    void setDevice(const std::string& device);
    void setDtype(const std::string& dtype);

    // Entries are made each time the menu opens.
    void attachModels(QMenu* menu);
    void attachDevices(QMenu* menu);

Q_SIGNALS:
    void listChanged();

private:
    void fillModels(QMenu* menu);
    void fillDevices(QMenu* menu);

    EngineSession* m_session;
    std::vector<protocol::ModelListEntry> m_models;
    QString m_model;
    std::string m_device = "auto";
    std::string m_dtype = "auto";
    bool m_remembered = false; // the model under way is the one of the last time, perhaps gone since
};

// "Spoken words", the last part of a path, a hub id: what a person calls a model.
QString shortModelName(const ModelInfo& info);

} // namespace steerscope
