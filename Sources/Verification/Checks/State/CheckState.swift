package import Columns
package import Primitives

/// What a finished run leaves behind: its two files line by line, due days, reads, and who is watched.
///
/// The next day begins from it: only answers whose rows changed, whose others changed or that fall due are computed
/// again. A run of everybody writes the state whole; an increment adds what it replaced to a journal beside it, so that
/// a day costs as much as it changed. An unfinished end of the journal does not count: the state is then of an earlier
/// day than the store, which its print of the data tells, and everybody is compared anew.
package struct CheckState: Sendable {
    private enum Form: Sendable {
        case fresh(FreshState)
        /// `added` is a record that the journal's file does not have yet.
        case kept(KeptState, JournalFile?, StateJournal, added: StateRecord?)
    }

    private let form: Form

    /// Reads a state; throws when there is none or it is damaged.
    ///
    /// That of a sealed store is sealed too.
    package init(path: String, cipher: (any BlockCipher)? = nil) throws {
        guard ArrayFile.exists(path) else {
            throw SnapshotError(.noSnapshot, subject: path, cause: "没有上一次核对的结果")
        }
        let kept = try KeptState(ArrayFile(path: path, kind: KeptState.kind, cipher: cipher), path: path)
        let file = try JournalFile(path: Self.journalPath(path), owner: kept.print, cipher: cipher)
        var journal = StateJournal(kept)
        for record in file.records { journal.add(try StateRecord(bytes: record, path: path)) }
        form = .kept(kept, file, journal, added: nil)
    }

    init(_ fresh: FreshState) { form = .fresh(fresh) }

    private init(_ kept: KeptState, _ file: JournalFile?, _ journal: StateJournal, added: StateRecord) {
        form = .kept(kept, file, journal, added: added)
    }

    private static func journalPath(_ path: String) -> String { path + ".journal" }

    /// The day of the run.
    package var asOf: CivilDate {
        switch form {
        case .fresh(let fresh): fresh.asOf
        case .kept(_, _, let journal, _): journal.asOf
        }
    }

    /// Writes the state: all of it beside its place and renamed there, or what an increment added to its journal.
    package func write(path: String, cipher: (any BlockCipher)? = nil) throws {
        switch form {
        case .fresh(let fresh):
            var file = try ArrayFileWriter(path: path, kind: KeptState.kind, cipher: cipher)
            try fresh.write(to: &file)
            try file.commit()
        case .kept(_, let file?, _, let added): if let added { try file.append(added.bytes) }
        case .kept: preconditionFailure("A state in memory is not written in part.")
        }
    }

    /// The state in the form of its file.
    func kept() throws -> (KeptState, StateJournal) {
        switch form {
        case .kept(let kept, _, let journal, _): return (kept, journal)
        case .fresh(let fresh):
            var file = ArrayFileWriter(kind: KeptState.kind)
            try fresh.write(to: &file)
            let kept = try KeptState(file.opened(), path: "memory")
            return (kept, StateJournal(kept))
        }
    }

    /// The state when an increment has replaced some answers.
    func adding(_ record: StateRecord) throws -> CheckState {
        let kept: KeptState
        var journal: StateJournal
        (kept, journal) = try self.kept()
        journal.add(record)
        if case .kept(_, let file, _, _) = form { return CheckState(kept, file, journal, added: record) }
        return CheckState(kept, nil, journal, added: record)
    }

    /// Whether so much was added that a run of everybody is worth its time.
    var isOverlong: Bool {
        guard case .kept(let kept, let file?, _, _) = form else { return false }
        return file.byteCount > kept.byteCount
    }

    /// Gives out the file of hits, a chunk after the other.
    package func writeHits(_ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch form {
        case .fresh(let fresh):
            try CheckFiles.hitHeader.withUnsafeBytes(emit)
            try fresh.hits.bytes.withUnsafeBytes(emit)
        case .kept(let kept, _, let journal, _): try journal.writeHits(kept, emit)
        }
    }

    /// Gives out the report, a chunk after the other; the header names the columns that the book's tables copy.
    package func writeReport(_ book: CheckBook, _ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        let header = CheckFiles.reportHeader(book)
        switch form {
        case .fresh(let fresh):
            try header.withUnsafeBytes(emit)
            try fresh.report.bytes.withUnsafeBytes(emit)
        case .kept(let kept, _, let journal, _): try journal.writeReport(kept, header, emit)
        }
    }

    /// The file of hits in memory.
    package var hitFile: [UInt8] {
        get throws {
            var bytes: [UInt8] = []
            try writeHits { bytes += $0 }
            return bytes
        }
    }

    /// The report in memory.
    package func reportFile(_ book: CheckBook) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try writeReport(book) { bytes += $0 }
        return bytes
    }
}
