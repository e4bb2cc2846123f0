// SPDX-License-Identifier: MIT
// What SegmentText draws and how it answers the mouse.
#include "widgets/transcript/difference_format.h"
#include "widgets/transcript/segment_text.h"

#include <QAbstractTextDocumentLayout>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <memory>

namespace steerscope {

namespace {

constexpr int kMarginGap = 8;
constexpr float kStaleAlpha = 0.7F; // the old text, greyed by 30 %
const QColor kUnsureColour(230, 159, 0);

QColor tinted(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

} // namespace

class SegmentText::Margin : public QWidget {
public:
    explicit Margin(SegmentText* text)
        : QWidget(text)
        , m_text(text)
    {
        setCursor(Qt::PointingHandCursor);
        setToolTip(SegmentText::tr("Where each piece begins, in seconds; click to go there"));
    }

protected:
    void paintEvent(QPaintEvent* event) override { m_text->paintMargin(event->rect()); }
    void mousePressEvent(QMouseEvent* event) override
    {
        const QPoint inText(1, event->position().toPoint().y());
        m_text->seekTo(m_text->cursorForPosition(inText).blockNumber());
    }

private:
    SegmentText* m_text;
};

SegmentText::SegmentText(QWidget* parent)
    : QTextEdit(parent)
    , m_margin(new Margin(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    m_staleTimer.setSingleShot(true);
    m_staleTimer.setInterval(kStaleMilliseconds);
    connect(&m_staleTimer, &QTimer::timeout, this, [this] {
        m_greyed = true;
        mark();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_margin, qOverload<>(&QWidget::update));
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, m_margin,
        qOverload<>(&QWidget::update));
    placeMargin();
}

QTextEdit::ExtraSelection SegmentText::selection(int begin, int end, const QTextCharFormat& format) const
{
    QTextCursor cursor(document());
    const int last = std::max(0, document()->characterCount() - 1);
    cursor.setPosition(std::min(begin, last));
    cursor.setPosition(std::min(end, last), QTextCursor::KeepAnchor);
    return {cursor, format};
}

void SegmentText::mark()
{
    QList<ExtraSelection> marks;
    if (m_playing >= 0) {
        const QTextBlock block = document()->findBlockByNumber(m_playing);
        QTextCharFormat format;
        format.setBackground(tinted(palette().color(QPalette::Highlight), 0.22));
        marks += selection(block.position(), block.position() + block.length() - 1, format);
    }
    if (m_probabilities)
        markProbabilities(marks);
    for (const TextMark& difference : m_differences)
        marks += selection(difference.begin, difference.end, differenceFormat());
    for (std::size_t i = 0; i < m_hits.size(); ++i) {
        const bool current = static_cast<int>(i) == m_hit;
        QTextCharFormat format;
        format.setBackground(tinted(palette().color(QPalette::Highlight), current ? 1.0 : 0.35));
        if (current)
            format.setForeground(palette().color(QPalette::HighlightedText));
        marks += selection(m_hits[i].begin, m_hits[i].end, format);
    }
    if (m_greyed)
        markStale(marks);
    if (m_partial >= 0)
        markPartial(marks);
    setExtraSelections(marks);
    m_margin->update();
}

void SegmentText::markPartial(QList<ExtraSelection>& marks) const
{
    const QTextBlock block = document()->findBlockByNumber(m_partial);
    if (!block.isValid())
        return;
    QTextCharFormat format;
    format.setForeground(tinted(palette().color(QPalette::Text), kStaleAlpha));
    format.setUnderlineStyle(QTextCharFormat::DotLine);
    format.setUnderlineColor(palette().color(QPalette::Highlight));
    marks += selection(block.position(), block.position() + block.length() - 1, format);
}

void SegmentText::markStale(QList<ExtraSelection>& marks) const
{
    QTextCharFormat format;
    format.setForeground(tinted(palette().color(QPalette::Text), kStaleAlpha));
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const QTextBlock block = document()->findBlockByNumber(static_cast<int>(i));
        const int known = static_cast<int>(QString::fromStdString(m_shown[i].segment.text).size());
        if (!m_shown[i].old.isEmpty() && block.length() - 1 > known)
            marks += selection(block.position() + known, block.position() + block.length() - 1, format);
    }
}

void SegmentText::markProbabilities(QList<ExtraSelection>& marks) const
{
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const int start = document()->findBlockByNumber(static_cast<int>(i)).position();
        for (const TokenMark& token : tokenMarks(m_shown[i].segment)) {
            QTextCharFormat format;
            format.setBackground(tinted(kUnsureColour, 0.6 * (1.0 - token.probability)));
            marks += selection(start + token.at.begin, start + token.at.end, format);
        }
    }
}

void SegmentText::placeMargin()
{
    // As wide as any time in sight can be: the text does not move when the first minute is over.
    const int width = fontMetrics().horizontalAdvance(QStringLiteral("00:00.00")) + 2 * kMarginGap;
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), width, inside.height());
}

void SegmentText::paintMargin(const QRect& area)
{
    QPainter painter(m_margin);
    painter.setFont(font());
    painter.fillRect(area, palette().color(QPalette::Base));
    const int scrolled = verticalScrollBar()->value();
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const QTextBlock block = document()->findBlockByNumber(static_cast<int>(i));
        const QRectF place = document()->documentLayout()->blockBoundingRect(block);
        const int top = static_cast<int>(place.top()) - scrolled;
        if (top > area.bottom())
            break;
        const bool playing = static_cast<int>(i) == m_playing;
        painter.setPen(tinted(palette().color(QPalette::Text), playing ? 1.0 : 0.65));
        painter.drawText(QRect(0, top, m_margin->width() - kMarginGap, fontMetrics().height()),
            Qt::AlignRight | Qt::AlignTop, formatTime(m_shown[i].segment.start));
    }
}

std::optional<TokenMark> SegmentText::tokenAt(const QPoint& position) const
{
    const QTextCursor cursor = cursorForPosition(position);
    const auto window = static_cast<std::size_t>(cursor.blockNumber());
    if (window >= m_shown.size())
        return std::nullopt;
    const int place = cursor.positionInBlock();
    for (const TokenMark& token : tokenMarks(m_shown[window].segment))
        if (place >= token.at.begin && place < token.at.end)
            return token;
    return std::nullopt;
}

bool SegmentText::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::optional<TokenMark> token = tokenAt(help->pos());
    if (!token) {
        QToolTip::hideText();
        return true;
    }
    const int window = cursorForPosition(help->pos()).blockNumber();
    const QString text
        = document()->findBlockByNumber(window).text().mid(token->at.begin, token->at.end - token->at.begin);
    QToolTip::showText(help->globalPos(),
        tr("“%1”  %2, log-probability %3")
            .arg(text, formatProbability(token->probability), QLocale().toString(token->logprob, 'f', 3)),
        viewport());
    return true;
}

void SegmentText::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position().toPoint();
    QTextEdit::mousePressEvent(event);
}

void SegmentText::mouseReleaseEvent(QMouseEvent* event)
{
    QTextEdit::mouseReleaseEvent(event);
    const QPoint position = event->position().toPoint();
    const bool click = (position - m_pressed).manhattanLength() < 4 && !textCursor().hasSelection();
    if (click && event->button() == Qt::LeftButton)
        seekTo(cursorForPosition(position).blockNumber());
}

void SegmentText::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        seekTo(textCursor().blockNumber());
    else
        QTextEdit::keyPressEvent(event);
}

void SegmentText::contextMenuEvent(QContextMenuEvent* event)
{
    const int window = cursorForPosition(event->pos()).blockNumber();
    QMenu* menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (window < static_cast<int>(m_shown.size())) {
        menu->addSeparator();
        QAction* go = menu->addAction(
            tr("Go to %1").arg(formatTime(m_shown[static_cast<std::size_t>(window)].segment.start)));
        connect(go, &QAction::triggered, this, [this, window] { seekTo(window); });
    }
    menu->popup(event->globalPos());
}

void SegmentText::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    placeMargin();
}

void SegmentText::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        placeMargin();
    if (event->type() == QEvent::PaletteChange)
        mark();
}

void SegmentText::seekTo(int window)
{
    if (window >= 0 && window < static_cast<int>(m_shown.size()))
        Q_EMIT seekRequested(m_shown[static_cast<std::size_t>(window)].segment.start);
}

} // namespace steerscope
