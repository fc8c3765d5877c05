#include "output/results_directory.hpp"

#include "output/output_error.hpp"
#include "output/owned_files.hpp"
#include "output/report_page.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace stempath::output {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(fs::path const& target, std::string const& why,
                         std::string_view instead = "") {
    throw OutputError(Fault::cannot_create,
                      fmt::format("{} is not replaced: {}. Choose another place with --out DIR{}",
                                  target.string(), why, instead));
}

bool holds_current_directory(fs::path const& target) {
    fs::path const here = fs::canonical(fs::current_path());
    auto const [end, _] = std::mismatch(target.begin(), target.end(), here.begin(), here.end());
    return end == target.end();
}

//! Whether earlier results stand there that may be replaced; throws when they may not.
bool check_target(fs::path const& target, Owner const& owner, Replace replace) {
    fs::file_status const status = fs::symlink_status(target);
    if (status.type() == fs::file_type::not_found)
        return false;
    if (status.type() != fs::file_type::directory)
        refuse(target, "it is not a directory");
    if (holds_current_directory(target))
        refuse(target, "it is the directory you are in, or one above it");
    if (auto const why = reason_to_keep(target))
        refuse(target, *why);
    if (!fs::exists(target / table_list_file))
        return false; // empty, or begun by a run that was killed
    if (auto const why = reason_to_ask(target, owner); why && replace == Replace::own)
        refuse(target, *why, ", or write --replace to give them up");
    return true;
}

//! Makes the missing parents of `path`; returns the outermost one made, or nothing.
fs::path make_parents(fs::path const& path) {
    fs::path first;
    for (fs::path at = path.parent_path(); !fs::exists(at); at = at.parent_path())
        first = at;
    fs::create_directories(path.parent_path());
    return first;
}

std::string hidden_prefix(fs::path const& target) {
    return "." + target.filename().string() + ".partial-";
}

//! Locks an existing directory until the descriptor is closed; -1 when another process holds it.
int lock_directory(fs::path const& directory) {
    int const descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return descriptor;
    if (descriptor >= 0)
        ::close(descriptor);
    return -1;
}

//! Removes what killed runs left beside the target.
void remove_abandoned(fs::path const& target) {
    std::string const prefix = hidden_prefix(target);
    for (fs::directory_entry const& entry : fs::directory_iterator(target.parent_path())) {
        if (!entry.path().filename().string().starts_with(prefix) ||
            entry.symlink_status().type() != fs::file_type::directory)
            continue;
        int const lock = lock_directory(entry.path());
        if (lock < 0)
            continue; // its run is alive, or it is not ours
        if (!reason_to_keep(entry.path()))
            remove_own(entry.path());
        ::close(lock);
    }
}

//! Swaps two names in one step. Returns 0 or an errno value.
int exchange(fs::path const& a, fs::path const& b) {
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0 ? 0 : errno;
}

} // namespace

ResultsDirectory::ResultsDirectory(fs::path const& target, Owner owner, Replace replace)
    : owner_(std::move(owner)), replace_(replace) {
    try {
        target_ = fs::weakly_canonical(fs::absolute(target));
        if (!target_.has_filename()) // "DIR/" that does not exist yet, or the root
            target_ = target_.parent_path();
        replaces_ = check_target(target_, owner_, replace_);
        first_made_ = make_parents(target_);
        remove_abandoned(target_);
    } catch (fs::filesystem_error const& error) {
        fail_create(target_.empty() ? target : target_, error.code().value());
    }
    stage();
}

void ResultsDirectory::stage() {
    for (unsigned attempt = 0;; ++attempt) {
        staging_ = target_.parent_path() /
                   fmt::format("{}{}-{}", hidden_prefix(target_), ::getpid(), attempt);
        if (::mkdir(staging_.c_str(), 0777) != 0) {
            if (errno == EEXIST && attempt < 1000)
                continue;
            fail_create(target_, errno);
        }
        lock_ = lock_directory(staging_);
        if (fs::exists(staging_))
            return; // locked, or on a file system without locks
        // Another run took it for abandoned before it was locked, and removed it.
        if (lock_ >= 0)
            ::close(std::exchange(lock_, -1));
    }
}

ResultsDirectory::~ResultsDirectory() {
    if (!staging_.empty()) {
        remove_own(staging_);
        std::error_code ignored;
        if (!first_made_.empty())
            for (fs::path at = target_.parent_path(); fs::remove(at, ignored);
                 at = at.parent_path())
                if (at == first_made_)
                    break;
    }
    if (lock_ >= 0)
        ::close(lock_);
}

void ResultsDirectory::describe(std::string_view provenance, std::vector<TableInfo> const& tables) {
    if (!provenance.starts_with(provenance_head))
        throw std::logic_error("a provenance text does not begin as ours do");
    FileWriter file(staging_ / provenance_file);
    file.write(provenance);
    file.close();
    CsvFile list(staging_ / table_list_file, {"name", "unit", "meaning", "columns"});
    for (TableInfo const& table : tables) {
        bool const listable = is_table_name(table.name) && table.name + ".csv" != table_list_file &&
                              table.name + ".csv" != contents_file &&
                              table.meaning.find('\n') == std::string::npos;
        if (!listable)
            throw std::logic_error("a table cannot be listed: '" + table.name + "'");
        list.text(table.name).text(table.unit).text(table.meaning);
        list.text(fmt::format("{}", fmt::join(table.columns, " "))).end_row();
    }
    list.close();
}

CsvFile ResultsDirectory::open(TableInfo const& table) {
    return CsvFile(staging_ / (table.name + ".csv"), table.columns);
}

FileWriter ResultsDirectory::open_netcdf() { return FileWriter(staging_ / netcdf_file); }

void ResultsDirectory::write_report(std::string_view json) {
    FileWriter data(staging_ / report_data_file);
    data.write(json);
    data.close();
    FileWriter page(staging_ / report_file);
    page.write(report_page(json));
    page.close();
}

void ResultsDirectory::commit() {
    write_contents(staging_, owner_);
    sync_directory(staging_);
    place();
    staging_.clear();
    sync_directory(target_.parent_path());
}

void ResultsDirectory::place() {
    try {
        check_target(target_, owner_, replace_);
    } catch (std::runtime_error const& error) { // ours, or the file system's
        keep_beside(error.what());
    }
    // Onto nothing, or onto an empty directory, a plain rename does it in one step.
    if (::rename(staging_.c_str(), target_.c_str()) == 0)
        return;
    if (errno != ENOTEMPTY && errno != EEXIST)
        keep_beside(std::generic_category().message(errno));
    if (int const error = exchange(staging_, target_); error == 0) {
        remove_own(staging_);
        return;
    } else if (error != EINVAL && error != ENOSYS) {
        keep_beside(std::generic_category().message(error));
    }
    // A file system that cannot exchange: for an instant there is neither the old nor the new.
    fs::path const old = target_.string() + fmt::format(".old-{}", ::getpid());
    if (::rename(target_.c_str(), old.c_str()) != 0 ||
        ::rename(staging_.c_str(), target_.c_str()) != 0)
        keep_beside(std::generic_category().message(errno));
    remove_own(old);
}

void ResultsDirectory::keep_beside(std::string const& why) {
    fs::path const beside = target_.string() + fmt::format(".unplaced-{}", ::getpid());
    std::error_code failed;
    fs::rename(staging_, beside, failed);
    fs::path const kept = failed ? staging_ : beside;
    staging_.clear();
    throw OutputError(
        Fault::io, fmt::format("{} The results of this run are whole in {}", why, kept.string()));
}

} // namespace stempath::output
