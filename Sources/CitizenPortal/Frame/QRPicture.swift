import Documents
import WebSupport

/// A QR code as the attributes of an `svg` element: templates write elements, and never take finished markup.
struct QRPicture: ViewModel {
    let box: String
    let runs: String
    let label: String

    /// The code with the four white modules around it that scanners need; nil when the text is too long for one.
    init?(_ text: String, label: String) {
        guard let code = try? QRCode(text) else { return nil }
        let quiet = 4
        var runs = ""
        for row in 0..<code.width {
            var column = 0
            while column < code.width {
                let start = column
                while column < code.width, code[row, column] { column += 1 }
                if column > start { runs += "M\(start + quiet) \(row + quiet)h\(column - start)v1h-\(column - start)z" }
                column += 1
            }
        }
        box = "0 0 \(code.width + 2 * quiet) \(code.width + 2 * quiet)"
        self.runs = runs
        self.label = label
    }

    static let fields: ViewFields<QRPicture> = ["box": \.box, "runs": \.runs, "label": \.label]
}
