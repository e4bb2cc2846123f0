// SPDX-License-Identifier: MIT
// Looks for words in the transcript: Enter or F3 next, Shift+Enter back, Escape closes.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace steerscope {

class FindBar : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QWidget* parent = nullptr);

    void open();
    QString wanted() const;
    void setFound(int current, int count); // current from 0; -1: none

Q_SIGNALS:
    void wantedChanged(const QString& text);
    void next();
    void previous();
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_edit;
    QLabel* m_count;
};

} // namespace steerscope
