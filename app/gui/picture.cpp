// SPDX-License-Identifier: MIT
#include "app/gui/picture.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <QBuffer>

namespace steerscope {

void writePng(const QString& path, const QImage& image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        throw Failure(ErrorCode::Output, "cannot make a PNG of the picture", path.toStdString());
    AtomicFile file(path.toStdString());
    file.write(buffer.data().constData(), static_cast<std::size_t>(buffer.data().size()));
    file.commit();
}

} // namespace steerscope
