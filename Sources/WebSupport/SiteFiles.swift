package import Foundation

/// What a site reads from files once: templates, sentences, and what pages load.
///
/// Sites over the same folders share it.
package struct SiteFiles: Sendable {
    /// Templates of every room.
    package let templates: TemplateSet
    /// Sentences of every room.
    package let messages: Catalogue
    /// Style sheets, scripts and pictures.
    package let assets: AssetStore

    /// Reads the `Templates` folders of the doors, and the vendor folder if there is one; every fault at once.
    package static func load(roomFolders: [URL], vendorFolder: URL?) throws -> SiteFiles {
        SiteFiles(
            templates: try TemplateSet.load(roomFolders), messages: try Catalogue.load(roomFolders),
            assets: try AssetStore(roomFolders: roomFolders, vendorFolder: vendorFolder))
    }
}
