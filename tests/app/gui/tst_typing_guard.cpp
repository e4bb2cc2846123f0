// SPDX-License-Identifier: MIT
// Single-letter shortcuts must not fire while somebody types.
#include "app/gui/typing_guard.h"
#include "tests/app/gui/home_folder.h"

#include <QAction>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QtTest>

using namespace steerscope;

class TestTypingGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void lettersGoToTextFields_data();
    void lettersGoToTextFields();
    void spacePressesTheFocusedButton();
    void shortcutsWorkElsewhere();

private:
    QWidget* focus(QWidget* widget);

    std::unique_ptr<QMainWindow> m_window;
    QVBoxLayout* m_layout = nullptr;
    int m_fired = 0;
    TypingGuard m_guard;
};

void TestTypingGuard::init()
{
    test::failOnAnyWarning();
    qApp->installEventFilter(&m_guard);
    m_window = std::make_unique<QMainWindow>();
    auto* middle = new QWidget;
    m_layout = new QVBoxLayout(middle);
    m_window->setCentralWidget(middle);
    auto* action = new QAction(m_window.get());
    QList<QKeySequence> keys;
    for (const char* key : {"F", "Space", "Del", "Home", "Left", "Ctrl+Space", "Ctrl+Z"})
        keys.append(QKeySequence(QString::fromLatin1(key)));
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, [this] { ++m_fired; });
    m_window->addAction(action);
    m_fired = 0;
}

void TestTypingGuard::cleanup()
{
    m_window.reset();
    qApp->removeEventFilter(&m_guard);
}

QWidget* TestTypingGuard::focus(QWidget* widget)
{
    m_layout->addWidget(widget);
    widget->setFocusPolicy(Qt::StrongFocus);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("the window does not become active");
    widget->setFocus();
    return widget;
}

void TestTypingGuard::lettersGoToTextFields_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("line edit") << 0;
    QTest::newRow("text edit") << 1;
    QTest::newRow("spin box") << 2;
}

void TestTypingGuard::lettersGoToTextFields()
{
    QFETCH(int, kind);
    QWidget* field = kind == 0 ? static_cast<QWidget*>(new QLineEdit)
        : kind == 1            ? static_cast<QWidget*>(new QPlainTextEdit)
                               : new QSpinBox;
    focus(field);
    for (const Qt::Key key : {Qt::Key_F, Qt::Key_Space, Qt::Key_Delete, Qt::Key_Home, Qt::Key_Left})
        QTest::keyClick(field, key);
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_fired, 0);
    QTest::keyClick(field, Qt::Key_Space, Qt::ControlModifier); // play while typing
    QCOMPARE(m_fired, 1);
}

void TestTypingGuard::spacePressesTheFocusedButton()
{
    auto* button = new QPushButton;
    QSignalSpy clicked(button, &QPushButton::clicked);
    focus(button);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(m_fired, 0);
    QTest::keyClick(button, Qt::Key_F);
    QCOMPARE(m_fired, 1);
}

void TestTypingGuard::shortcutsWorkElsewhere()
{
    QWidget* plain = focus(new QWidget);
    QTest::keyClick(plain, Qt::Key_F);
    QTest::keyClick(plain, Qt::Key_Space);
    QCOMPARE(m_fired, 2);
}

QTEST_MAIN(TestTypingGuard)
#include "tst_typing_guard.moc"
