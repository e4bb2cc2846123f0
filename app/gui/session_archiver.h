// SPDX-License-Identifier: MIT
// Session archives, in the background: runs with their recordings out into one file, and such a file in.
#pragma once

#include "app/gui/job_runner.h"
#include "core/protocol/session_archive.h"
#include "core/session/run_store.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace steerscope {

// The archive of these runs; recordings are read from where they were. Throws Failure(Input) for one that is
// gone or has changed since.
SessionArchive archiveOf(const std::vector<OpenedRun>& runs, const StopFlag& stop = {});

class SessionArchiver : public QObject {
    Q_OBJECT

public:
    explicit SessionArchiver(QObject* parent = nullptr);

    void write(const std::vector<OpenedRun>& runs, const QString& file);
    // Its recordings become files of `folder`, to which the paths inside then lead.
    void read(const QString& file, const QString& folder);

Q_SIGNALS:
    void written(const QString& file);
    void readDone(const QString& file, std::shared_ptr<const steerscope::SessionArchive> archive);
    void failed(const steerscope::Error& error);

private:
    JobRunner m_job;
};

} // namespace steerscope
