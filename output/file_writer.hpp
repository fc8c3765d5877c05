//! A new file that is on the disk when close() returns.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace stempath::output {

/*! Buffered writing of a file that must not exist yet.
 *
 * Every member throws OutputError (Fault::io) when the system fails. Without close() the file is
 * left as far as it came: whoever owns its directory removes it.
 */
class FileWriter {
  public:
    explicit FileWriter(std::filesystem::path path);
    ~FileWriter();
    FileWriter(FileWriter const&) = delete;
    FileWriter& operator=(FileWriter const&) = delete;

    void write(std::string_view text);
    //! Writes what is buffered and waits until the disk has it.
    void close();

  private:
    void flush();
    void put(std::string_view left);

    std::filesystem::path path_;
    std::string buffer_;
    int descriptor_ = -1;
};

//! Waits until the disk has the entries of a directory. Throws OutputError (Fault::io).
void sync_directory(std::filesystem::path const& directory);

} // namespace stempath::output
