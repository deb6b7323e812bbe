import Documents
import Foundation
package import Verification

/// Turns the workbooks of a folder into CSV files that a snapshot store reads.
package struct Workbooks: Sendable {
    private let reader: SpreadsheetReader

    /// Why a workbook cannot be read, with its file.
    package struct Unreadable: Error, CustomStringConvertible {
        /// The file's name.
        package let file: String
        /// What is wrong and what to do, in Chinese.
        package let cause: String
        /// The file with its cause.
        package var description: String { "\(file)：\(cause)" }
    }

    /// Workbooks read by a Python that has openpyxl; large ones, since no person waits.
    package init(python: String) {
        reader = SpreadsheetReader(python: python, timeLimit: .seconds(120), sizeLimit: 100 << 20)
    }

    /// Puts a CSV file in the place of every workbook; answers the scratch folders, which the caller removes.
    package func unpack(_ folder: inout DepartmentFolder) async throws -> [String] {
        var scratch: [String] = []
        do {
            for file in folder.workbooks {
                let name = URL(fileURLWithPath: file.path).lastPathComponent
                let own = FileManager.default.temporaryDirectory.appendingPathComponent("backstop-\(UUID().uuidString)")
                try FileManager.default.createDirectory(
                    at: own, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                scratch.append(own.path)
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.path)))
                let rows: [[String]]
                do { rows = try await reader.rows(of: bytes).rows } catch let error as DocumentToolError {
                    throw Unreadable(file: name, cause: error.cause)
                }
                // The name stays the dataset's, so that problems name the file that was handed in.
                let target = own.appendingPathComponent(name)
                let text = rows.map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
                try Data(text.utf8).write(to: target)
                folder.replace(file, with: target.path)
            }
        } catch {
            Self.remove(scratch)
            throw error
        }
        return scratch
    }

    /// Removes scratch folders.
    package static func remove(_ scratch: [String]) {
        for path in scratch { try? FileManager.default.removeItem(atPath: path) }
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
        return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
