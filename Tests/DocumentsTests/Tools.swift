import Foundation

/// The Python with openpyxl and WeasyPrint that the set-up script installs, where it is there.
enum Tools {
    static let python: String? = {
        let given = ProcessInfo.processInfo.environment["BACKSTOP_PYTHON"]
        let path = given ?? FileManager.default.currentDirectoryPath + "/.venv/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    static let skipReason = "needs the project's Python: run `make setup` or set BACKSTOP_PYTHON"
}
