"""The choices of a file's fields with their labels, as the forms print them."""

from typing import Final

Choices = dict[str, tuple[str, str]]

TYPES: Final[Choices] = {
    "individual": ("个人客户", "Individual"),
    "enterprise": ("企业客户", "Enterprise"),
    "government": ("政府机构", "Government"),
}
CATEGORIES: Final[Choices] = {
    "key": ("重要客户", "Key"),
    "main": ("主要客户", "Main"),
    "ordinary": ("普通客户", "Ordinary"),
    "potential": ("潜在客户", "Potential"),
}
STATUSES: Final[Choices] = {
    "future": ("未来客户", "Future"),
    "present": ("现有客户", "Present"),
    "past": ("过去客户", "Past"),
    "archived": ("归档", "Archived"),
}
FILINGS: Final[Choices] = {
    "draft": ("填写中", "Being filled"),
    "submitted": ("待审核", "Awaits examination"),
    "examined": ("待复核", "Awaits re-check"),
    "rejected": ("已退回", "Rejected"),
    "approved": ("已批准", "Approved"),
    "archived": ("已归档", "Archived"),
}
GRADES: Final[Choices] = {grade: (f"{grade} 级", f"Grade {grade}") for grade in "ABCD"}
TERMS: Final[Choices] = {
    "cash": ("现款", "Cash"),
    "days": ("账期(天)", "Days"),
    "month_end": ("月结", "Month-end"),
}
RETURN_CREDITS: Final[Choices] = {
    "on_receipt": ("收货即开", "On receipt"),
    "after_verdict": ("判定后开", "After the verdict"),
}
NEEDS: Final[Choices] = {
    "product_advice": ("产品咨询", "Product advice"),
    "solution_advice": ("解决方案咨询", "Solution advice"),
    "pre_sales": ("售前服务", "Pre-sales service"),
    "after_sales": ("售后服务", "After-sales service"),
}
NATURES: Final[Choices] = {
    "state_owned": ("国有", "State-owned"),
    "foreign_funded": ("外资", "Foreign-funded"),
    "joint_venture": ("合资", "Joint venture"),
    "private": ("私营", "Private"),
    "collective": ("集体", "Collective"),
    "public_institution": ("事业单位", "Public institution"),
    "sole_trader": ("个体工商户", "Sole trader"),
    "other": ("其他", "Other"),
}
IDENTITY_KINDS: Final[Choices] = {
    "identity_card": ("居民身份证", "Resident identity card"),
    "passport": ("护照", "Passport"),
    "hk_macao_permit": ("港澳居民来往内地通行证", "Hong Kong and Macao permit"),
    "taiwan_permit": ("台湾居民来往大陆通行证", "Taiwan permit"),
    "permanent_residence": ("外国人永久居留身份证", "Foreigner's permanent residence card"),
    "other": ("其他", "Other"),
}
MARITAL_STATUSES: Final[Choices] = {
    "single": ("未婚", "Single"),
    "married": ("已婚", "Married"),
    "divorced": ("离异", "Divorced"),
    "widowed": ("丧偶", "Widowed"),
}
# Sections of GB/T 4754-2017.
INDUSTRIES: Final[Choices] = {
    "A": ("农、林、牧、渔业", "Agriculture, forestry, husbandry, fishery"),
    "B": ("采矿业", "Mining"),
    "C": ("制造业", "Manufacturing"),
    "D": ("电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water supply"),
    "E": ("建筑业", "Construction"),
    "F": ("批发和零售业", "Wholesale and retail"),
    "G": ("交通运输、仓储和邮政业", "Transport, storage and post"),
    "H": ("住宿和餐饮业", "Accommodation and catering"),
    "I": ("信息传输、软件和信息技术服务业", "Information transmission, software and IT"),
    "J": ("金融业", "Finance"),
    "K": ("房地产业", "Real estate"),
    "L": ("租赁和商务服务业", "Leasing and business services"),
    "M": ("科学研究和技术服务业", "Research and technical services"),
    "N": ("水利、环境和公共设施管理业", "Water, environment and public facilities"),
    "O": ("居民服务、修理和其他服务业", "Resident services, repair and other services"),
    "P": ("教育", "Education"),
    "Q": ("卫生和社会工作", "Health and social work"),
    "R": ("文化、体育和娱乐业", "Culture, sports and entertainment"),
    "S": ("公共管理、社会保障和社会组织", "Public administration and social organisations"),
    "T": ("国际组织", "International organisations"),
    "other": ("其他", "Other"),
}
# Province-level codes of GB/T 2260.
REGIONS: Final[Choices] = {
    "110000": ("北京", "Beijing"),
    "120000": ("天津", "Tianjin"),
    "130000": ("河北", "Hebei"),
    "140000": ("山西", "Shanxi"),
    "150000": ("内蒙古", "Inner Mongolia"),
    "210000": ("辽宁", "Liaoning"),
    "220000": ("吉林", "Jilin"),
    "230000": ("黑龙江", "Heilongjiang"),
    "310000": ("上海", "Shanghai"),
    "320000": ("江苏", "Jiangsu"),
    "330000": ("浙江", "Zhejiang"),
    "340000": ("安徽", "Anhui"),
    "350000": ("福建", "Fujian"),
    "360000": ("江西", "Jiangxi"),
    "370000": ("山东", "Shandong"),
    "410000": ("河南", "Henan"),
    "420000": ("湖北", "Hubei"),
    "430000": ("湖南", "Hunan"),
    "440000": ("广东", "Guangdong"),
    "450000": ("广西", "Guangxi"),
    "460000": ("海南", "Hainan"),
    "500000": ("重庆", "Chongqing"),
    "510000": ("四川", "Sichuan"),
    "520000": ("贵州", "Guizhou"),
    "530000": ("云南", "Yunnan"),
    "540000": ("西藏", "Tibet"),
    "610000": ("陕西", "Shaanxi"),
    "620000": ("甘肃", "Gansu"),
    "630000": ("青海", "Qinghai"),
    "640000": ("宁夏", "Ningxia"),
    "650000": ("新疆", "Xinjiang"),
    "710000": ("台湾", "Taiwan"),
    "810000": ("香港", "Hong Kong"),
    "820000": ("澳门", "Macao"),
}
