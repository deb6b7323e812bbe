import CPQ
import SQLText

/// One libpq connection, used by one thread: the only place that touches its pointers.
@safe final class Wire {
    private let connection: OpaquePointer
    /// Object numbers of the types Backstop's values have, from PostgreSQL's `pg_type.dat`.
    enum TypeNumber {
        static let boolean: Oid = 16, bytes: Oid = 17, name: Oid = 19, integer64: Oid = 20, integer16: Oid = 21
        static let integer32: Oid = 23, text: Oid = 25, unknown: Oid = 705, padded: Oid = 1042, varying: Oid = 1043
        static let numeric: Oid = 1700, void: Oid = 2278
    }

    /// Connects, or says why that is impossible.
    init(url: String) throws(SQLError) {
        try ClientLibrary.check()
        guard let connection = unsafe ClientLibrary.functions.PQconnectdb(url) else {
            throw SQLError(.connection, "libpq could not allocate a connection.")
        }
        guard unsafe ClientLibrary.functions.PQstatus(connection) == CONNECTION_OK else {
            let reason = unsafe Self.trimmed(ClientLibrary.functions.PQerrorMessage(connection))
            unsafe ClientLibrary.functions.PQfinish(connection)
            throw SQLError(.connection, "PostgreSQL cannot be reached: \(reason)")
        }
        unsafe self.connection = unsafe connection
        // Notices would go to standard error; Backstop's SQL raises none that matter.
        _ = unsafe ClientLibrary.functions.PQsetNoticeProcessor(connection, { _, _ in }, nil)
        guard unsafe ClientLibrary.functions.PQsetClientEncoding(connection, "UTF8") == 0 else {
            throw SQLError(.connection, "PostgreSQL refuses UTF-8 as the encoding of the connection.")
        }
    }

    deinit { unsafe ClientLibrary.functions.PQfinish(connection) }

    var isAlive: Bool { unsafe ClientLibrary.functions.PQstatus(connection) == CONNECTION_OK }

    /// 150018 for 15.18.
    var serverVersion: Int { Int(unsafe ClientLibrary.functions.PQserverVersion(connection)) }

    /// Runs SQL without values, such as BEGIN.
    func command(_ sql: String) throws(Failure) -> Reply {
        try unsafe finished(ClientLibrary.functions.PQexec(connection, sql))
    }

    func prepare(_ sql: String, types: [Oid], as name: String) throws(Failure) {
        let result = unsafe types.withUnsafeBufferPointer { types in
            unsafe ClientLibrary.functions.PQprepare(connection, name, sql, Int32(types.count), types.baseAddress)
        }
        _ = try unsafe finished(result)
    }

    /// Runs a prepared statement, or with `sql` an unnamed one, and returns its whole result.
    func run(_ target: Target, _ values: [SQLValue]) throws(Failure) -> Reply {
        let result = unsafe withParameters(values) { count, pointers, lengths, formats, types in
            switch target {
            case .prepared(let name):
                unsafe ClientLibrary.functions.PQexecPrepared(connection, name, count, pointers, lengths, formats, 1)
            case .text(let sql):
                unsafe ClientLibrary.functions.PQexecParams(
                    connection, sql, count, types, pointers, lengths, formats, 1)
            }
        }
        return try unsafe finished(result)
    }

    /// Starts a statement whose rows arrive one by one through `next`.
    func start(_ target: Target, _ values: [SQLValue]) throws(Failure) {
        let isSent = unsafe withParameters(values) { count, pointers, lengths, formats, types in
            switch target {
            case .prepared(let name):
                unsafe ClientLibrary.functions.PQsendQueryPrepared(
                    connection, name, count, pointers, lengths, formats, 1)
            case .text(let sql):
                unsafe ClientLibrary.functions.PQsendQueryParams(
                    connection, sql, count, types, pointers, lengths, formats, 1)
            }
        }
        guard isSent == 1, unsafe ClientLibrary.functions.PQsetSingleRowMode(connection) == 1 else {
            throw brokenConnection()
        }
    }

    /// The next piece of a started statement, or nil after its end; to be called until it returns nil.
    func next() throws(Failure) -> Reply? {
        guard let result = unsafe ClientLibrary.functions.PQgetResult(connection) else { return nil }
        return try unsafe finished(result)
    }

    /// Reads and forgets what is left of a started statement.
    func drain() {
        while let result = unsafe ClientLibrary.functions.PQgetResult(connection) {
            unsafe ClientLibrary.functions.PQclear(result)
        }
    }

    /// What a statement runs: a prepared one by its name, or text.
    enum Target {
        case prepared(String)
        case text(String)
    }

    static func types(of values: [SQLValue]) -> [Oid] {
        values.map { value in
            switch value {
            case .null: 0
            case .integer: TypeNumber.integer64
            case .text: TypeNumber.text
            case .blob: TypeNumber.bytes
            }
        }
    }

    private func finished(_ result: OpaquePointer?) throws(Failure) -> Reply {
        guard let result = unsafe result else { throw brokenConnection() }
        switch unsafe ClientLibrary.functions.PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY:
            return unsafe Reply(result)
        default:
            defer { unsafe ClientLibrary.functions.PQclear(result) }
            throw unsafe Failure(result, isConnectionAlive: isAlive)
        }
    }

    private func brokenConnection() -> Failure {
        Failure(
            connectionMessage: unsafe Self.trimmed(ClientLibrary.functions.PQerrorMessage(connection)),
            isConnectionAlive: isAlive)
    }

    private typealias Parameters<T> = (
        Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?, UnsafePointer<Oid>?
    ) -> T

    /// All values in PostgreSQL's binary format, in one buffer.
    private func withParameters<T>(_ values: [SQLValue], _ body: Parameters<T>) -> T {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for value in values {
            switch value {
            case .null: break
            case .integer(let integer):
                for shift in stride(from: 56, through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: integer >> Int64(shift)))
                }
            case .text(let text): bytes += text.utf8
            case .blob(let blob): bytes += blob
            }
            ends.append(bytes.count)
        }
        // An empty buffer may have no address, and a null address would mean NULL.
        bytes.append(0)
        var lengths: [Int32] = []
        for (index, end) in ends.enumerated() { lengths.append(Int32(end - (index == 0 ? 0 : ends[index - 1]))) }
        let formats = [Int32](repeating: 1, count: values.count)
        let types = Self.types(of: values)
        return unsafe bytes.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            for (index, value) in values.enumerated() {
                let start = ends[index] - Int(lengths[index])
                unsafe pointers.append(value == .null ? nil : base.map { unsafe $0 + start })
            }
            return unsafe pointers.withUnsafeBufferPointer { pointers in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe types.withUnsafeBufferPointer { types in
                            unsafe body(
                                Int32(values.count), pointers.baseAddress, lengths.baseAddress, formats.baseAddress,
                                types.baseAddress)
                        }
                    }
                }
            }
        }
    }

    static func trimmed(_ text: UnsafePointer<CChar>?) -> String {
        guard let text = unsafe text else { return "no reason given" }
        var words = unsafe String(cString: text)
        while let last = words.last, last.isWhitespace { words.removeLast() }
        return words
    }
}
