// SPDX-License-Identifier: MIT
// Errors and warnings as one bar above the views, with the action that remedies them; never modal.
#pragma once

#include "app/gui/actions.h"
#include "core/base/error.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace steerscope {

class NoticeBar;

// The action that most likely helps, by the kind of error.
std::optional<ActionId> remedyFor(const Error& error);

class Notices : public QObject {
    Q_OBJECT

public:
    Notices(NoticeBar* bar, const Actions* actions, QObject* parent);

    void showError(const steerscope::Error& error);
    // With another action than remedyFor() would offer.
    void showErrorWith(const Error& error, ActionId remedy);
    void warn(const QString& text);
    // A question that may be ignored.
    void offer(const QString& text, const QString& button, std::function<void()> act);
    void clear();

Q_SIGNALS:
    void errorShown(const QString& text);

private:
    void show(const Error& error, QAction* remedy);

    NoticeBar* m_bar;
    const Actions* m_actions;
    std::unique_ptr<QAction> m_offer; // of the last offer()
};

} // namespace steerscope
