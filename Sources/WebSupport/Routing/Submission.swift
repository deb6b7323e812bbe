import HTTPTypes
package import Hummingbird
import NIOCore

/// A form that was sent, read within its limits and checked to come from our own page.
package struct Submission: Sendable {
    /// The request, its body already read.
    package let request: Request
    /// The fields.
    package let values: FormValues
    private let files: [ReceivedFile]
    private let fileBytesMax: Int

    /// The key that makes a repeated press one command; commands without one are refused by their verbs.
    package var idempotencyKey: String? { values.text(FormGuard.idempotencyField) }

    /// Whether a script sent it and wants a part of the page.
    package var wantsFragment: Bool { request.wantsFragment }

    /// The file of a field, or why it cannot be taken; uncaught, the problem becomes a page of its own.
    package func file(_ field: String) throws(UploadProblem) -> Upload {
        guard let file = files.first(where: { $0.field == field }) else { throw .missing }
        return try file.judged(limitBytes: fileBytesMax)
    }

    /// A file of data in a field: a table or a bank's answer, taken as bytes whose reader judges them.
    package func data(_ field: String) throws(UploadProblem) -> (fileName: String, bytes: [UInt8]) {
        guard let file = files.first(where: { $0.field == field }) else { throw .missing }
        if file.isTooLarge { throw .tooLarge(limitBytes: fileBytesMax) }
        guard file.content.readableBytes > 0 else { throw .missing }
        return (file.fileName, Array(file.content.readableBytesView))
    }

    /// All files of a field that takes several; fields left empty are skipped.
    package func allFiles(_ field: String) throws(UploadProblem) -> [Upload] {
        var uploads: [Upload] = []
        for file in files where file.field == field && (file.isTooLarge || file.content.readableBytes > 0) {
            uploads.append(try file.judged(limitBytes: fileBytesMax))
        }
        return uploads
    }

    static func read(_ request: Request, intake: RouteRegistry.Intake) async throws -> Submission {
        let limits = MultipartCollector.Limits()
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= limits.drainBytesMax else { throw PageProblem.tooLarge(limitBytes: limits.totalBytesMax) }
        let contentType = request.headers[.contentType] ?? ""
        do {
            if intake == .files, let boundary = MultipartCollector.boundary(ofContentType: contentType) {
                let parts = try await parts(of: request.body, boundary: boundary, limits: limits)
                return Submission(
                    request: request, values: parts.values, files: parts.files, fileBytesMax: limits.fileBytesMax)
            }
            guard contentType.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
                throw PageProblem.malformed
            }
            let bytes = try await fields(of: request.body, drainBytesMax: limits.drainBytesMax)
            let values = try FormValues(parsing: bytes.readableBytesView)
            return Submission(request: request, values: values, files: [], fileBytesMax: limits.fileBytesMax)
        } catch let error as MultipartError {
            throw error.pageProblem
        } catch let error as FormError {
            throw error.pageProblem
        }
    }

    /// Reads everything even after a fault, up to the drain limit: browsers show an answer only after sending all.
    private static func parts(
        of body: RequestBody, boundary: String, limits: MultipartCollector.Limits
    ) async throws -> (values: FormValues, files: [ReceivedFile]) {
        var collector = try MultipartCollector(boundary: boundary, limits: limits)
        var fault: MultipartError?
        var drained = 0
        for try await chunk in body {
            drained += chunk.readableBytes
            guard drained <= limits.drainBytesMax else { throw fault ?? .tooLarge(limitBytes: limits.totalBytesMax) }
            guard fault == nil else { continue }
            do throws(MultipartError) {
                try collector.feed(chunk)
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return try collector.finish()
    }

    private static func fields(of body: RequestBody, drainBytesMax: Int) async throws -> ByteBuffer {
        let limit = FormValues.Limits.form.bytesMax
        var bytes = ByteBuffer()
        var drained = 0
        for try await chunk in body {
            drained += chunk.readableBytes
            if drained <= limit { bytes.writeImmutableBuffer(chunk) }
            if drained > drainBytesMax { break }
        }
        guard drained <= limit else { throw FormError.tooLarge(limitBytes: limit) }
        return bytes
    }
}

extension Request {
    /// Whether htmx asked for a part of a page; its boosted and history requests want whole pages.
    package var wantsFragment: Bool {
        headers[.hxRequest] == "true" && headers[.hxBoosted] == nil && headers[.hxHistory] == nil
    }

    /// The parameters of the address.
    package var query: FormValues {
        guard let path = head.path, let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return FormValues() }
        let text = path.utf8[path.utf8.index(after: mark)...].prefix { $0 != UInt8(ascii: "#") }
        return (try? FormValues(parsing: text)) ?? FormValues()
    }
}
