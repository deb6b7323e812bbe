import CZlib
import Glibc

/// Unpacks gzip files, piece by piece.
enum Gunzip {
    /// Unpacks a file; the number of whole lines before the damage, nil when all is well.
    static func unpack(_ path: String, to target: String) throws(SnapshotError) -> Int? {
        let input = try FileAccess.open(path, O_RDONLY)
        defer { close(input) }
        let output = try FileAccess.open(target, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(output) }
        var stream = unsafe z_stream()
        // 15 bits of window, and 16 more for a gzip header.
        let version = ZLIB_VERSION
        guard unsafe inflateInit2_(&stream, 31, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw SnapshotError(.system, subject: path, cause: "zlib")
        }
        defer { unsafe inflateEnd(&stream) }
        var packed = [UInt8](repeating: 0, count: SourceFile.chunkBytes)
        var open = [UInt8](repeating: 0, count: SourceFile.chunkBytes * 4)
        var lines = 0
        var isAtEnd = false
        while true {
            let got = try read(input, &packed, path)
            if got == 0 { return isAtEnd ? nil : lines }
            var used = 0
            while used < got {
                if isAtEnd, unsafe inflateReset(&stream) != Z_OK { return lines }
                let step = unsafe inflateStep(&stream, packed, used..<got, &open)
                guard step.status == Z_OK || step.status == Z_STREAM_END || step.status == Z_BUF_ERROR else {
                    return lines
                }
                if step.used == 0, step.made == 0 { return lines }
                used += step.used
                isAtEnd = step.status == Z_STREAM_END
                let made = Array(open[..<step.made])
                lines += made.count { $0 == UInt8(ascii: "\n") }
                try FileAccess.write(output, made, path: target)
            }
        }
    }

    private static func inflateStep(
        _ stream: inout z_stream, _ packed: [UInt8], _ range: Range<Int>, _ open: inout [UInt8]
    ) -> (status: Int32, used: Int, made: Int) {
        var packed = packed[range]
        let room = open.count
        return unsafe packed.withUnsafeMutableBufferPointer { input in
            unsafe open.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(room)
                let status = unsafe inflate(&stream, Z_NO_FLUSH)
                return unsafe (status, input.count - Int(stream.avail_in), room - Int(stream.avail_out))
            }
        }
    }

    static func read(_ descriptor: Int32, _ bytes: inout [UInt8], _ path: String) throws(SnapshotError) -> Int {
        var got = 0
        var failure: SnapshotError?
        let count = bytes.count
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            do throws(SnapshotError) { got = try unsafe FileAccess.read(descriptor, base, count, path: path) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return got
    }
}

/// Rewrites text from another encoding in UTF-8, piece by piece.
enum Recoding {
    /// Rewrites a file; the number of whole lines before what is no text in that encoding, nil when all is well.
    static func rewrite(_ path: String, from encoding: String, to target: String) throws(SnapshotError) -> Int? {
        guard let converter = unsafe iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else {
            throw SnapshotError(.system, subject: path, cause: "iconv \(encoding)")
        }
        defer { unsafe iconv_close(converter) }
        let input = try FileAccess.open(path, O_RDONLY)
        defer { close(input) }
        let output = try FileAccess.open(target, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(output) }
        var chunk = [UInt8](repeating: 0, count: SourceFile.chunkBytes)
        var rest: [UInt8] = []
        var lines = 0
        while true {
            let got = try Gunzip.read(input, &chunk, path)
            if got == 0 { return rest.isEmpty ? nil : lines }
            let (text, left, isBad) = unsafe converted(converter, rest + chunk[..<got])
            lines += text.count { $0 == UInt8(ascii: "\n") }
            // A character has four bytes at most; more that is left is none.
            if isBad || left.count > 4 { return lines }
            rest = left
            try FileAccess.write(output, text, path: target)
        }
    }

    private static func converted(
        _ converter: iconv_t, _ bytes: [UInt8]
    ) -> (text: [UInt8], rest: [UInt8], isBad: Bool) {
        var bytes = bytes
        var text = [UInt8](repeating: 0, count: bytes.count * 3 + 16)
        let (count, room) = (bytes.count, text.count)
        var (left, free, isBad) = (count, room, false)
        unsafe bytes.withUnsafeMutableBytes { input in
            unsafe text.withUnsafeMutableBytes { output in
                var from = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
                let result = unsafe iconv(converter, &from, &left, &to, &free)
                isBad = result == -1 && errno == EILSEQ
            }
        }
        return (Array(text[..<(room - free)]), Array(bytes[(count - left)...]), isBad)
    }
}
