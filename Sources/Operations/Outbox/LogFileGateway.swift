import Foundation
import Primitives
package import Storage
import Synchronization

/// A gateway that appends each message as a line of JSON to a file: for demonstrations.
///
/// The receiver is masked in the line; the text is as it would be sent. A line is on the disk before `send` returns.
package final class LogFileGateway: MessageGateway {
    private struct Line: Encodable {
        let id: String
        let channel: String
        let template: String
        let recipient: String
        let body: String
    }

    private let path: String
    private let turn = Mutex<Void>(())

    /// Takes the file, which is made when missing, readable by its owner only.
    package init(path: String) { self.path = path }

    /// Appends a line and waits until it is on the disk.
    package func send(_ message: OutboxMessage) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(
            id: message.id.text, channel: message.channel, template: message.template,
            recipient: Masking.phone(message.recipient), body: message.body)
        let bytes = try encoder.encode(line) + Data([0x0A])
        try turn.withLock { _ in
            if !FileManager.default.fileExists(atPath: path) {
                _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            }
            guard let handle = FileHandle(forWritingAtPath: path) else {
                throw MessageGatewayError(
                    "The message file cannot be opened for writing. Check the folder and its owner.")
            }
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: bytes)
            try handle.synchronize()
        }
    }
}
