// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

class QMenu;

namespace steerscope {

// Installs the translation for a locale name ("zh_CN"); empty: as remembered, else as the system says.
// English needs none. Returns whether a translation is in use.
bool installLanguage(const QString& language);

// Remembers a language for the next start.
class LanguageMenu : public QObject {
    Q_OBJECT

public:
    explicit LanguageMenu(QMenu* menu);

Q_SIGNALS:
    void chosen(const QString& text); // says when it takes effect
};

} // namespace steerscope
