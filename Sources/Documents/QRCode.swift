import CQREncode

/// A QR code: the modules of a text, and their picture as SVG.
package struct QRCode: Hashable, Sendable {
    /// How much of the picture may be damaged.
    package enum Correction: Hashable, Sendable, CaseIterable {
        /// About 15 %, for screens.
        case medium
        /// About 25 %, for paper on a village wall.
        case quartile
    }

    /// Modules on a side, without the quiet zone.
    package let width: Int
    private let modules: [Bool]

    /// Encodes a text as UTF-8 bytes in the smallest version that holds it.
    package init(_ text: String, correction: Correction = .medium) throws(QRCodeError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        let level = correction == .medium ? QR_ECLEVEL_M : QR_ECLEVEL_Q
        let encoded: UnsafeMutablePointer<CQREncode.QRcode>? = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe QRcode_encodeData(Int32(buffer.count), buffer.baseAddress, 0, level)
        }
        guard let code = unsafe encoded, let data = unsafe code.pointee.data else {
            throw .tooLong(bytes: bytes.count)
        }
        defer { unsafe QRcode_free(code) }
        let side = unsafe Int(code.pointee.width)
        // The lowest bit of each byte is the module; the others say what part of the symbol it is.
        let cells = unsafe UnsafeBufferPointer(start: data, count: side * side)
        modules = unsafe cells.map { $0 & 1 == 1 }
        width = side
    }

    /// Whether the module at a place is dark; rows and columns count from 0 at the upper left.
    package subscript(row: Int, column: Int) -> Bool {
        precondition((0..<width).contains(row) && (0..<width).contains(column), "a module outside the QR code")
        return modules[row * width + column]
    }

    /// The picture as an `svg` element of one path, black on white whatever the page's colours.
    ///
    /// - Parameters:
    ///   - size: width and height in CSS pixels.
    ///   - label: what the picture is, for those who do not see it.
    ///   - quietZone: white modules around; scanners need 4.
    package func svg(size: Int, label: String, quietZone: Int = 4) -> String {
        let side = width + 2 * quietZone
        let name = HTMLText.escaped(label)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(name)" width="\(size)" height="\(size)" \
            viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/>\
            <path fill="#000" d="\(path(quietZone: quietZone))"/></svg>
            """
    }

    /// Runs of dark modules, each a rectangle one module high.
    private func path(quietZone: Int) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard self[row, column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, self[row, column] { column += 1 }
                path += "M\(start + quietZone) \(row + quietZone)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }
}

/// Why a text cannot become a QR code.
package enum QRCodeError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case tooLong(bytes: Int)

    package var description: String {
        switch self {
        case .empty: "二维码内容为空，请给出网址或编号"
        case .tooLong(let bytes): "二维码内容有\(bytes)字节，超出容量，请改用较短的网址"
        }
    }
}

/// Text as it may stand in HTML and SVG.
enum HTMLText {
    /// A value that can end neither a text nor an attribute.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { out, scalar in
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
    }
}
