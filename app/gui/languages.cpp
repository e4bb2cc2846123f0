// SPDX-License-Identifier: MIT
#include "app/gui/languages.h"

#include "app/gui/paths.h"

#include <QActionGroup>
#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QMenu>
#include <QTranslator>

namespace steerscope {

namespace {

QString key()
{
    return QStringLiteral("language");
}

void installOne(const QLocale& locale, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator(qApp);
    if (translator->load(locale, name, QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

bool installLanguage(const QString& language)
{
    const QString remembered = language.isEmpty() ? Preferences().value(key()).toString() : language;
    const QLocale locale = remembered.isEmpty() ? QLocale::system() : QLocale(remembered);
    if (!remembered.isEmpty())
        QLocale::setDefault(locale);
    if (locale.language() == QLocale::English)
        return false;
    installOne(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    auto* translator = new QTranslator(qApp);
    if (!translator->load(
            locale, QStringLiteral("steerscope"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        delete translator;
        return false;
    }
    return QCoreApplication::installTranslator(translator);
}

LanguageMenu::LanguageMenu(QMenu* menu)
    : QObject(menu)
{
    auto* group = new QActionGroup(menu);
    const QString current = Preferences().value(key()).toString();
    const auto add = [&](const QString& name, const QString& language) {
        QAction* entry = menu->addAction(name);
        entry->setCheckable(true);
        entry->setChecked(language == current);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this, [this, name, language] {
            Preferences().setValue(key(), language);
            Q_EMIT chosen(tr("%1: from the next start on").arg(name));
        });
    };
    add(tr("As the system"), {});
    add(QStringLiteral("English"), QStringLiteral("en"));
    add(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
}

} // namespace steerscope
