/// What stands around a page's own content: title, header, navigation.
package protocol PageFrame: ViewModel {
    /// Title of the browser tab, without the product's name.
    var title: String { get }
}

/// The frame of citizen pages, template `layout-citizen`.
package struct CitizenFrame: PageFrame {
    package let title: String
    let placeName: String
    let placeDetail: String?
    let backAddress: String?
    let helpPhone: String?

    /// A frame with the village or town in its header; `helpPhone` as it is dialled.
    package init(
        title: String, placeName: String, placeDetail: String? = nil, backAddress: String? = nil,
        helpPhone: String? = nil
    ) {
        self.title = title
        self.placeName = placeName
        self.placeDetail = placeDetail
        self.backAddress = backAddress
        self.helpPhone = helpPhone
    }

    package static let fields: ViewFields<CitizenFrame> = [
        "title": \.title, "placeName": \.placeName, "placeDetail": \.placeDetail, "backAddress": \.backAddress,
        "helpPhone": \.helpPhone,
    ]
}

/// The frame of staff pages, template `layout-staff`.
package struct StaffFrame: PageFrame {
    /// A heading of the navigation with its links, which the reader may fold away; without a heading it cannot be.
    package struct Group: ViewModel {
        let title: String?
        let links: [Link]
        let isOpen: Bool

        /// A group of links; one that is not open shows its heading alone until it is pressed.
        package init(_ title: String?, _ links: [Link], isOpen: Bool = true) {
            self.title = title
            self.links = links
            self.isOpen = isOpen
        }

        package static let fields: ViewFields<Group> = ["menuTitle": \.title, "links": \.links, "isOpen": \.isOpen]
    }

    package let title: String
    let areaName: String
    let breadcrumbs: [Link]
    let navigation: [Group]
    let personName: String
    let postName: String
    let todo: Link?

    /// A frame with the navigation that this person's role may see.
    package init(
        title: String, areaName: String, breadcrumbs: [Link] = [], navigation: [Group], personName: String,
        postName: String, todo: Link? = nil
    ) {
        self.title = title
        self.areaName = areaName
        self.breadcrumbs = breadcrumbs
        self.navigation = navigation
        self.personName = personName
        self.postName = postName
        self.todo = todo
    }

    package static let fields: ViewFields<StaffFrame> = [
        "title": \.title, "areaName": \.areaName, "breadcrumbs": \.breadcrumbs,
        "hasBreadcrumbs": { !$0.breadcrumbs.isEmpty }, "navigation": \.navigation,
        "hasShortMenu": { $0.navigation.allSatisfy(\.isOpen) }, "personName": \.personName,
        "postName": \.postName, "todo": \.todo,
    ]
}

/// The frame of printed documents, template `layout-print`.
package struct PrintFrame: PageFrame {
    package let title: String
    let issuer: String
    let documentNumber: String?
    let layout: String

    /// A document of an office, with its number as printed.
    ///
    /// `layout` is `letter`, `form`, `minutes`, `board` or `certificate`.
    package init(title: String, issuer: String, documentNumber: String? = nil, layout: String = "letter") {
        self.title = title
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.layout = layout
    }

    package static let fields: ViewFields<PrintFrame> = [
        "title": \.title, "issuer": \.issuer, "documentNumber": \.documentNumber, "layout": \.layout,
    ]
}

/// The frame of pages with nothing around them: errors, sign-in; template `layout-plain`.
package struct PlainFrame: PageFrame {
    package let title: String

    /// A frame with only a title.
    package init(title: String) { self.title = title }

    package static let fields: ViewFields<PlainFrame> = ["title": \.title]
}

/// A link with its words, and where wanted a count or the mark of the page one is on.
package struct Link: ViewModel {
    let text: String
    let address: String
    let count: Int?
    let isCurrent: Bool
    let isUrgent: Bool

    /// A link; `isUrgent` draws its count as overdue.
    package init(_ text: String, _ address: String, count: Int? = nil, isCurrent: Bool = false, isUrgent: Bool = false)
    {
        self.text = text
        self.address = address
        self.count = count
        self.isCurrent = isCurrent
        self.isUrgent = isUrgent
    }

    package static let fields: ViewFields<Link> = [
        "text": \.text, "address": \.address, "count": \.count, "isCurrent": \.isCurrent, "isUrgent": \.isUrgent,
    ]
}
