import Glibc

/// The few system calls of the store, each with its error said.
enum FileAccess {
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(SnapshotError) -> Int32 {
        let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(path) }
        return descriptor
    }

    static func read(
        _ descriptor: Int32, _ target: UnsafeMutablePointer<UInt8>, _ count: Int, path: String
    ) throws(SnapshotError) -> Int {
        while true {
            let got = unsafe Glibc.read(descriptor, target, count)
            if got >= 0 { return got }
            if errno != EINTR { throw failure(path) }
        }
    }

    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, path: String) throws(SnapshotError) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let count = unsafe Glibc.write(descriptor, base + done, bytes.count - done)
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw failure(path)
            }
        }
    }

    static func write(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(SnapshotError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done)
            }
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw failure(path)
            }
        }
    }

    /// Writes at a place of the file, whatever other threads write elsewhere.
    static func write(
        _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int, path: String
    ) throws(SnapshotError) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let count = unsafe pwrite(descriptor, base + done, bytes.count - done, offset + done)
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw failure(path)
            }
        }
    }

    static func write(_ descriptor: Int32, _ bytes: [UInt8], at offset: Int, path: String) throws(SnapshotError) {
        var failure: SnapshotError?
        unsafe bytes.withUnsafeBytes { bytes in
            do throws(SnapshotError) { try unsafe write(descriptor, bytes, at: offset, path: path) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Writes a whole small file, of one part or more, beside its place, syncs it, renames it into place and syncs the
    /// folder.
    static func replace(
        _ path: String, with parts: [UInt8]..., step: (StoreStep) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let temporary = path + ".part"
        let descriptor = try open(temporary, O_WRONLY | O_CREAT | O_TRUNC)
        do throws(SnapshotError) {
            for bytes in parts { try write(descriptor, bytes, path: temporary) }
            try sync(descriptor, path: temporary)
        } catch {
            close(descriptor)
            throw error
        }
        close(descriptor)
        try step(.manifestWritten)
        try rename(temporary, to: path)
        try step(.manifestRenamed)
        try syncFolder(parent(of: path))
    }

    static func sync(_ descriptor: Int32, path: String) throws(SnapshotError) {
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    static func syncFolder(_ path: String) throws(SnapshotError) {
        let descriptor = try open(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        try sync(descriptor, path: path)
    }

    static func rename(_ from: String, to path: String) throws(SnapshotError) {
        guard unsafe Glibc.rename(from, path) == 0 else { throw failure(path) }
    }

    /// Makes a folder with its parents; an existing one is fine.
    static func makeFolder(_ path: String) throws(SnapshotError) {
        if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path.contains("/") else { throw failure(path) }
        try makeFolder(parent(of: path))
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
    }

    /// Makes a folder that must not exist yet; false when it does.
    static func claimFolder(_ path: String) throws(SnapshotError) -> Bool {
        if unsafe mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw failure(path) }
        return false
    }

    static func contents(_ path: String) throws(SnapshotError) -> [UInt8] {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return all }
            if count > 0 {
                all.append(contentsOf: chunk[..<count])
            } else if errno != EINTR {
                throw failure(path)
            }
        }
    }

    /// The first bytes of a file.
    static func beginning(_ path: String, _ count: Int) throws(SnapshotError) -> [UInt8] {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        var got = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            got = unsafe pread(descriptor, room.baseAddress, count, 0)
            filled = max(0, got)
        }
        guard got >= 0 else { throw failure(path) }
        return bytes
    }

    static func size(_ path: String) throws(SnapshotError) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw failure(path) }
        return Int(status.st_size)
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func lastComponent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    static func failure(_ path: String) -> SnapshotError {
        let code = errno
        return SnapshotError(.system, subject: path, cause: unsafe String(cString: strerror(code)))
    }
}
