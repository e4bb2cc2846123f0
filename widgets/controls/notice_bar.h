// SPDX-License-Identifier: MIT
// One bar above the views for what went wrong: what, why, and a button that does the remedy. Never modal;
// hidden while there is nothing to say.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QString>

class QAction;
class QLabel;
class QToolButton;

namespace steerscope {

struct Notice {
    enum class Kind { Failed, Warning };

    Kind kind = Kind::Failed;
    QString what; // one line
    QString where; // file, device, tensor; may be empty
    QString remedy; // what the user can do; may be empty
};

class NoticeBar : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    // In place of what stood there. The button triggers `remedy` and closes the bar; null: no button.
    void showNotice(const Notice& notice, QAction* remedy = nullptr);
    void dismiss();
    const Notice& notice() const { return m_notice; }

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Notice m_notice;
    QPointer<QAction> m_remedy;
    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_button;
    QToolButton* m_copy;
    QToolButton* m_close;
};

// The notice as plain text, for the clipboard and a screen reader.
QString noticeText(const Notice& notice);

} // namespace steerscope
