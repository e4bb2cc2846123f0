// SPDX-License-Identifier: MIT
#include "app/gui/notices.h"

#include "widgets/controls/notice_bar.h"

namespace steerscope {

std::optional<ActionId> remedyFor(const Error& error)
{
    switch (error.code) {
    case ErrorCode::EngineLost:
    case ErrorCode::Protocol:
        return ActionId::RestartEngine;
    case ErrorCode::Model:
        return ActionId::Models;
    case ErrorCode::OutOfMemory:
    case ErrorCode::Device:
        return ActionId::UnloadModel;
    case ErrorCode::Input:
        return ActionId::Open;
    case ErrorCode::Usage:
        return ActionId::ResetSteering;
    case ErrorCode::Internal:
        return ActionId::EngineLog;
    case ErrorCode::Audio:
    case ErrorCode::Output:
    case ErrorCode::Cancelled:
        break;
    }
    return std::nullopt;
}

Notices::Notices(NoticeBar* bar, const Actions* actions, QObject* parent)
    : QObject(parent)
    , m_bar(bar)
    , m_actions(actions)
{
}

void Notices::showError(const Error& error)
{
    const std::optional<ActionId> remedy = remedyFor(error);
    show(error, remedy ? (*m_actions)[*remedy] : nullptr);
}

void Notices::showErrorWith(const Error& error, ActionId remedy)
{
    show(error, (*m_actions)[remedy]);
}

void Notices::show(const Error& error, QAction* remedy)
{
    m_bar->showNotice({.kind = Notice::Kind::Failed,
                          .what = QString::fromStdString(error.what),
                          .where = QString::fromStdString(error.where),
                          .remedy = QString::fromStdString(error.remedy)},
        remedy);
    Q_EMIT errorShown(QString::fromStdString(error.message()));
}

void Notices::warn(const QString& text)
{
    m_bar->showNotice({.kind = Notice::Kind::Warning, .what = text, .where = {}, .remedy = {}});
}

void Notices::offer(const QString& text, const QString& button, std::function<void()> act)
{
    m_offer = std::make_unique<QAction>(button);
    connect(m_offer.get(), &QAction::triggered, this, [act = std::move(act)] { act(); });
    m_bar->showNotice(
        {.kind = Notice::Kind::Warning, .what = text, .where = {}, .remedy = {}}, m_offer.get());
}

void Notices::clear()
{
    m_bar->dismiss();
}

} // namespace steerscope
