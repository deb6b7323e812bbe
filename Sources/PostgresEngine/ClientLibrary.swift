import CPQ
package import SQLText

/// libpq, PostgreSQL's client library, opened when the first connection is asked for.
///
/// It brings two dozen libraries with it, which every start of the program would load; who keeps everything in SQLite
/// needs none of them.
package enum ClientLibrary {
    /// The name under which the library's interface has been the same since PostgreSQL 8.
    package static let name = "libpq.so.5"

    private static let opened = open(name)

    /// The library's functions, to be called only once `check` has let pass.
    static var functions: CPQFunctions { opened.functions }

    /// Throws `connection` where the library cannot be used.
    static func check() throws(SQLError) {
        if let problem = opened.problem { throw problem }
    }

    /// Why a library of some name cannot be used; nil when it can.
    package static func problem(opening name: String) -> SQLError? { open(name).problem }

    private static func open(_ name: String) -> (functions: CPQFunctions, problem: SQLError?) {
        var functions = CPQFunctions()
        guard let cause = unsafe cpq_open(name, &functions) else { return (functions, nil) }
        let problem = SQLError(
            .connection,
            "PostgreSQL's client library cannot be opened (\(unsafe String(cString: cause))). "
                + "Install it, on Debian as libpq5, or keep the data in SQLite.")
        return (functions, problem)
    }
}
