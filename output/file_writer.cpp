#include "output/file_writer.hpp"

#include "output/output_error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace stempath::output {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 16;

} // namespace

FileWriter::FileWriter(std::filesystem::path path) : path_(std::move(path)) {
    buffer_.reserve(buffer_bytes);
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0)
        fail_io("cannot open", path_, errno);
}

FileWriter::~FileWriter() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void FileWriter::write(std::string_view text) {
    if (buffer_.size() + text.size() > buffer_bytes)
        flush();
    if (text.size() > buffer_bytes)
        put(text);
    else
        buffer_.append(text);
}

void FileWriter::flush() {
    put(buffer_);
    buffer_.clear();
}

void FileWriter::put(std::string_view left) {
    while (!left.empty()) {
        ssize_t const written = ::write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail_io("cannot write", path_, errno);
        left.remove_prefix(static_cast<std::size_t>(written));
    }
}

void FileWriter::close() {
    flush();
    if (::fsync(descriptor_) != 0)
        fail_io("cannot write", path_, errno);
    // Some file systems (network, quotas) report a failed write only here.
    if (::close(std::exchange(descriptor_, -1)) != 0)
        fail_io("cannot close", path_, errno);
}

void sync_directory(std::filesystem::path const& directory) {
    int const descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        fail_io("cannot open", directory, errno);
    int const result = ::fsync(descriptor);
    int const error = errno;
    ::close(descriptor);
    // A file system that cannot do this for directories says EINVAL; there is nothing more to ask.
    if (result != 0 && error != EINVAL)
        fail_io("cannot write", directory, error);
}

} // namespace stempath::output
