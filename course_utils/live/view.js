// Built from js/src by `npm run build` in course_utils/live/js: make changes there.
function m(e,t="",i=""){let s=document.createElement(e);return t&&(s.className=t),i&&(s.textContent=i),s}var vt={play:"M4 2.5v11l9.5-5.5z",pause:"M4 2.5h3v11H4z\
M9 2.5h3v11H9z",step:"M3 2.5v11L10 8zM11 2.5h2v11h-2z",reset:"M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",large:"\
M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z",small:"M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z"};function A(e,t,i,s){let n=m(
"button","cu-button");return n.type="button",n.title=i,e&&(n.innerHTML=`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${vt[e]}"/></svg>`),t&&n.append(m("\
span","",t)),n.addEventListener("click",s),n}function B(e,t,i){e.querySelector("path")?.setAttribute("d",vt[t]),i!==void 0&&e.lastElementChild&&(e.lastElementChild.
textContent=i)}var at=e=>e.replace(/(\d) (?=%)/g,"$1 ");function E(e,t){let i=at(t);e.textContent!==i&&(e.textContent=i),e.hidden=!i}var me=Symbol.for("course_utils.page");function I(){let e=globalThis;return e[me]??={id:crypto.randomUUID?.()??Math.random().toString(36).slice(2),serial:0,homes:new Map}}
function kt(e,t){let{homes:i}=I();return i.has(e)||i.set(e,t()),i.get(e)}function bt(e,t){let{homes:i}=I();i.get(e)===t&&i.delete(e)}var $=()=>`cu-${I().id.slice(
0,8)}-${++I().serial}`;var D=e=>Math.max(-1e5,Math.min(1e5,e));function ge(e,t,i,{X:s,Y:n}){let o=!1;e.beginPath();for(let r=0;r<t.length;r++){let l=s(t[r]),a=n(i[r]);if(!Number.isFinite(
l+a)){o=!1;continue}o?e.lineTo(D(l),D(a)):e.moveTo(D(l),D(a)),o=!0}}function xe(e,{w:t}){if(e.length<=t)return!1;for(let i=1;i<e.length;i++)if(!(e[i]>=e[i-1]))return!1;
return!0}function ye({x:e,y:t},{X:i,Y:s,x:n,w:o},r){let l=Math.ceil((o+10)*2),a=n-5,h=new Float64Array(l).fill(1/0),u=new Float64Array(l).fill(-1/0),c=(y,w)=>{y<
0||y>=l||(w<h[y]&&(h[y]=w),w>u[y]&&(u[y]=w))},d=NaN,p=0,f=0;for(let y=0;y<e.length;y++){let w=i(e[y]),b=D(s(t[y])),k=Math.floor((w-a)*2);if(!Number.isFinite(w+b)){
d=NaN;continue}for(let S=Math.max(0,d+1);S<Math.min(l,k);S++)c(S,f+(b-f)*(a+(S+.5)/2-p)/(w-p));c(k,b),[d,p,f]=[k,w,b]}let g=Array.from({length:Math.floor(r*2)+1},
(y,w)=>Math.sqrt(r*r-(w/2)**2)),x=[],v=!1;for(let y=0;y<l;y++){let w=1/0,b=-1/0;for(let k=1-g.length;k<g.length;k++)h[y+k]<1/0&&(w=Math.min(w,h[y+k]-g[Math.abs(
k)]),b=Math.max(b,u[y+k]+g[Math.abs(k)]));w<1/0&&!v&&x.push([]),v=w<1/0,v&&x[x.length-1].push([a+(y+.5)/2,w,b])}return x}function we(e,t,i){let{ctx:s,k:n}=i,o=ye(
e,t,e.width*n/2),r=e.style==="solid";s.beginPath();for(let l of o){l.forEach(([a,h],u)=>s[u?"lineTo":"moveTo"](a,h));for(let a=l.length-1;a>=0;a--)s.lineTo(l[a][0],
l[a][2])}if(s.fillStyle=i.color(e.color),s.globalAlpha=r?1:.3,s.fill(),s.globalAlpha=1,!r){s.beginPath();for(let l of o)l.forEach(([a,h,u],c)=>s[c?"lineTo":"mov\
eTo"](a,(h+u)/2));i.pen(e.color,e.width,e.style),s.lineJoin="bevel",s.stroke()}}function O(e,t,i){let{ctx:s}=i,n=t.y+t.h/2;s.beginPath(),s.moveTo(t.x,n),s.lineTo(
t.x+t.w,n),i.pen(e.color,Math.min(e.width,4),e.style),s.lineCap="butt",s.stroke()}var ve=.1,Mt={spans:e=>[["x",e.x],["y",e.y]],draw(e,t,i){if(xe(e.x,t))return we(
e,t,i);ge(i.ctx,e.x,e.y,t),i.pen(e.color,e.width,e.style),i.ctx.stroke()},covered:(e,t)=>t.way(e.x,e.y,e.color.startsWith("ghost")?ve:1),sample:O};var At=(e,t)=>Array.from(e,(i,s)=>i+t[s]),Et={spans:e=>[["x",e.x],["x",At(e.x,e.dx)],["y",e.y],["y",At(e.y,e.dy)]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;s.pen(e.
color,e.width),n.fillStyle=s.color(e.color);for(let r=0;r<e.x.length;r++){let l=t(e.x[r]),a=i(e.y[r]),h=t(e.x[r]+e.dx[r]),u=i(e.y[r]+e.dy[r]),c=Math.hypot(h-l,u-
a);if(!(c>.5)||!Number.isFinite(c))continue;let d=Math.min((4+3*e.width)*o,c),p=(h-l)/c,f=(u-a)/c;n.beginPath(),n.moveTo(l,a),n.lineTo(h-p*d*.8,u-f*d*.8),n.stroke(),
n.beginPath(),n.moveTo(h,u),n.lineTo(h-p*d-f*d*.45,u-f*d+p*d*.45),n.lineTo(h-p*d+f*d*.45,u-f*d-p*d*.45),n.closePath(),n.fill()}},covered(e,t){for(let i=0;i<e.x.
length;i++)t.way([e.x[i],e.x[i]+e.dx[i]],[e.y[i],e.y[i]+e.dy[i]])},sample:O};var lt=e=>e.x?Array.from(e.x):Array.from(e.heights,(t,i)=>i),Lt={spans(e){let t=lt(e),i=e.width/2,[s,n]=e.horizontal?["y","x"]:["x","y"];return[[s,t.map(o=>o-i)],
[s,t.map(o=>o+i)],[n,e.heights],[n,[0],!0]]},draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s;lt(e).forEach((r,l)=>{let a=e.heights[l],h=e.horizontal?i:t,u=e.horizontal?t:i;
if(!Number.isFinite(a))return;let c=h(r-e.width/2),d=h(r+e.width/2),p=u(0),f=u(a),g=Math.min(3*o,Math.abs(d-c)/4,Math.abs(f-p)),x=Math.min(c,d),v=Math.abs(d-c),
y=Math.min(p,f),w=Math.abs(f-p);n.fillStyle=s.colorOf(e.color,l),n.beginPath(),e.horizontal?n.roundRect(y,x,w,v,f>p?[0,g,g,0]:[g,0,0,g]):n.roundRect(x,y,v,w,f<p?
[g,g,0,0]:[0,0,g,g]),n.fill()})},covered:(e,t)=>t.places(lt(e),e.heights,12),sample(e,t,i){ht(t,i.colorOf(e.color,0),1,i)}};function ht(e,t,i,{ctx:s,k:n}){s.beginPath(),
s.globalAlpha=i,s.fillStyle=t,s.roundRect(e.x+2*n,e.y+e.h/2-5*n,e.w-4*n,10*n,2*n),s.fill(),s.globalAlpha=1}var Tt={spans:e=>[["x",e.x],["y",e.low],["y",e.high]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,o=e.x.length;n.globalAlpha=e.alpha,n.fillStyle=s.color(e.color);for(let r=0;r<
o;){let l=r;for(;l<o&&Number.isFinite(t(e.x[l])+i(e.low[l])+i(e.high[l]));)l++;if(l>r+1){n.beginPath();for(let a=r;a<l;a++)n.lineTo(t(e.x[a]),i(e.high[a]));for(let a=l-
1;a>=r;a--)n.lineTo(t(e.x[a]),i(e.low[a]));n.fill()}r=l+1}n.globalAlpha=1},sample(e,t,i){ht(t,i.color(e.color),e.alpha,i)}};var ke=Float32Array.from({length:64},(e,t)=>t/63),St={spans:e=>[["x",e.extent.slice(0,2),!0],["y",e.extent.slice(2),!0]],draw(e,{X:t,Y:i},s){let{ctx:n}=s,[o,r]=e.
z.shape,[l,a,h,u]=e.extent;if(!o||!r)return;let c=Math.min(t(l),t(a)),d=Math.min(i(h),i(u)),p=Math.abs(t(a)-t(l)),f=Math.abs(i(u)-i(h)),g=s.raster(e.z,0,o,r,[e.
vmin,e.vmax],e.cmap,i(h)>i(u)),x=k=>e.smooth&&k>1?[.5,k-1]:[0,k],[v,y]=x(r),[w,b]=x(o);n.globalAlpha=e.alpha,n.imageSmoothingEnabled=e.smooth,n.imageSmoothingQuality=
"low",n.drawImage(g,v,w,y,b,c,d,p,f),n.globalAlpha=1}};function Ot(e,t,i,s,n){let{ctx:o,k:r}=n,l=t.x+t.w+10*r,a=10*r,h=g=>Math.max(t.y,Math.min(t.y+t.h,g)),u=[h(
t.Y(e.extent[2])),h(t.Y(e.extent[3]))],c=Math.min(...u),d=Math.abs(u[1]-u[0]);o.imageSmoothingEnabled=!0,o.drawImage(n.raster(ke,0,64,1,[0,1],e.cmap,!0),l,c,a,d),
o.fillStyle=n.colors.muted,n.font(11),o.textAlign="left",o.textBaseline="middle";let p=5.5*r,f=g=>Math.max(c+p,Math.min(c+d-p,g));i.forEach((g,x)=>o.fillText(s[x],
l+a+5*r,f(c+d*(1-(g-e.vmin)/(e.vmax-e.vmin)))))}var G=(e,t)=>Array.from(e,i=>i+t),It=(e,{sx:t,sy:i})=>e.size*Math.min(Math.abs(t),Math.abs(i))/2,Pt={outside:1,spans(e){let t=e.size/2,i=t+(e.names.length?.22*e.
size:0);return[["x",G(e.x,-t),!0],["x",G(e.x,t),!0],["y",G(e.y,-t),!0],["y",G(e.y,i),!0]]},draw(e,{X:t,Y:i,sx:s,sy:n},o){let{ctx:r,k:l}=o,[a,h,u]=e.z.shape,c=e.
size*Math.min(Math.abs(s),Math.abs(n)),d=.85*c*Math.max(.2,1/e.size-1);for(let p=0;p<a;p++){let f=t(e.x[p]),g=i(e.y[p]),x=f-c/2,v=g-c/2;Number.isFinite(f+g)&&(r.
imageSmoothingEnabled=e.smooth,r.drawImage(o.raster(e.z,p*h*u,h,u,[e.vmin,e.vmax],e.cmap,!1),x,v,c,c),r.setLineDash([]),r.strokeStyle=e.border?o.cycle(e.border[p]):
o.colors.grid,r.lineWidth=(e.border?2.5:1)*l,r.strokeRect(x,v,c,c),e.names[p]&&(r.fillStyle=o.colors.ink,r.textAlign="center",r.textBaseline="alphabetic",o.font(
Math.max(7/l,Math.min(12.5,d/l))),r.fillText(e.names[p],f,v-3*l)))}},far(e,t,i,s,n){let o=It(e,i),r=Math.max(Math.abs(s-i.X(e.x[t])),Math.abs(n-i.Y(e.y[t])));return r<
o?0:r-o},middle:(e,t,{X:i,Y:s})=>[i(e.x[t]),s(e.y[t])],outline(e,t,i,{ctx:s,k:n}){let o=It(e,i)+n;s.rect(i.X(e.x[t])-o,i.Y(e.y[t])-o,2*o,2*o)}};function Rt(e){let t=new Uint8ClampedArray(1024),i=e.map(s=>[1,3,5].map(n=>parseInt(s.slice(n,n+2),16)));for(let s=0;s<256;s++){let n=s/255*(e.length-1),o=Math.
min(Math.floor(n),e.length-2),r=n-o;for(let l=0;l<3;l++)t[4*s+l]=i[o][l]*(1-r)+i[o+1][l]*r;t[4*s+3]=255}return t}function be(e,t,i,s,n,[o,r],l,a){let h=t instanceof
Uint8Array,u=255/(r-o);for(let c=0;c<s;c++){let d=i+c*n,p=(a?s-1-c:c)*n;for(let f=0;f<n;f++,d++,p++){if(h){e[p]=l[t[d]];continue}let g=(t[d]-o)*u;e[p]=g>=0?l[g>
255?255:g+.5|0]:g<0?l[0]:0}}}var U=class{constructor(){this.list=[],this.used=0}take(t,i,s,n,o,r,l,a){let h=this.list[this.used];if(!h||h.canvas.width!==n||h.canvas.
height!==s){let c=document.createElement("canvas");c.width=n,c.height=s;let d=new ImageData(n,s);h=this.list[this.used]={canvas:c,image:d,words:new Uint32Array(
d.data.buffer),key:"",z:null}}this.used+=1;let u=`${i} ${o} ${l} ${a}`;return(h.z!==t||h.key!==u)&&(be(h.words,t,i,s,n,o,new Uint32Array(r.buffer),l),h.canvas.getContext(
"2d").putImageData(h.image,0,0),h.z=t,h.key=u),h.canvas}};function K(){let{body:e}=document;return e.dataset.jpThemeLight!==void 0?e.dataset.jpThemeLight==="false":e.classList.contains("vscode-dark")||e.classList.contains(
"vscode-high-contrast")}function N(e){let t=new MutationObserver(()=>e(K()));return t.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light",
"data-jp-theme-name","class"]}),e(K()),()=>t.disconnect()}function Nt(e){let t,i=()=>{t?.removeEventListener("change",s),t=matchMedia(`(resolution: ${devicePixelRatio}\
dppx)`),t.addEventListener("change",s)},s=()=>{i(),e()};return i(),()=>t.removeEventListener("change",s)}var Ft='system-ui, -apple-system, "Segoe UI", Roboto, "\
Helvetica Neue", "DejaVu Sans", sans-serif';var ct=1.2,Me={solid:[],dashed:[6,4],dotted:[1.5,3],dashdot:[8,3,1.5,3]},F=class e{constructor(t){this.palette=t,this.stamps=new U,this.tables={},this.ctx=null,
this.k=1,this.theme="light"}begin(t,i){this.ctx=t,this.k=i,this.theme=K()?"dark":"light",this.stamps.used=0}get colors(){return this.palette.colors[this.theme]}color(t){
return this.colors[t]||t}static turn(t,i){return t[(Math.trunc(i)%t.length+t.length)%t.length]}cycle(t){return this.colors[e.turn(this.palette.cycle,t)]}marker(t){
return e.turn(this.palette.markers,t)}colorOf(t,i){return typeof t=="string"?this.color(t):this.cycle(t[i])}table(t){return this.tables[t+this.theme]??=Rt(this.
palette.maps[this.theme][t])}valued(t){let i=this.table("diverging"),s=4*Math.round(127.5+127.5*Math.max(-1,Math.min(1,t||0)));return`rgb(${i[s]} ${i[s+1]} ${i[s+
2]})`}raster(t,i,s,n,o,r,l){return this.stamps.take(t,i,s,n,o,this.table(r),l,r+this.theme)}pen(t,i,s="solid"){let{ctx:n,k:o}=this;n.strokeStyle=this.color(t),n.
lineWidth=i*o,n.lineJoin="round",n.lineCap=s==="solid"?"round":"butt",n.setLineDash(Me[s].map(r=>r*o*Math.max(1,i/2)))}font(t,i=!1){this.ctx.font=`${i?"600 ":""}${t*
this.k}px ${Ft}`}fit(t,i,s,n,o,r=!1){let{ctx:l}=this;this.font(o,r);let a=l.measureText(t).width;for(a>n&&(this.font(o*Math.max(.75,.99*n/a),r),a=l.measureText(
t).width);a>n&&t.length>4;)t=t.slice(0,-2).trimEnd()+"…",a=l.measureText(t).width;l.fillText(t,i,s)}shape(t,i,s,n){let{ctx:o}=this,r=Ae[n];if(!r){o.moveTo(t+s,
i),o.arc(t,i,s,0,2*Math.PI);return}r.forEach(([l,a],h)=>h?o.lineTo(t+l*s,i+a*s):o.moveTo(t+l*s,i+a*s)),o.closePath()}finish(t,i){let{ctx:s,k:n}=this;s.setLineDash(
[]),s.lineJoin="round",s.strokeStyle=i?this.colors.paper:t,s.lineWidth=i?ct*Math.min(1,n):1.5*n,i&&(s.fillStyle=t,s.fill("nonzero")),s.stroke()}},L=.42,M=1.05,Ae={
square:[[-.88,-.88],[.88,-.88],[.88,.88],[-.88,.88]],triangle:[[0,-1.15],[1.05,.8],[-1.05,.8]],diamond:[[0,-1.2],[1.2,0],[0,1.2],[-1.2,0]],cross:[[-M,-M+L],[-M+
L,-M],[0,-L],[M-L,-M],[M,-M+L],[L,0],[M,M-L],[M-L,M],[0,L],[-M+L,M],[-M,M-L],[-L,0]]};var Ee=20;function Ct(e,t){return typeof e.color=="string"?[[null,t.color(e.color),e.marker]]:[...new Set(Array.from(e.color).filter(Number.isFinite).map(Math.trunc))].
sort((s,n)=>s-n).map(s=>[s,t.cycle(s),t.marker(s)])}var zt=({x:e,y:t,w:i,h:s},n,o)=>n>=e-.5&&n<=e+i+.5&&o>=t-.5&&o<=t+s+.5;function Le(e,t,i,s){let{ctx:n,k:o}=s;
n.setLineDash([]),n.lineWidth=ct*Math.min(1,o),n.strokeStyle=e.filled?s.colors.paper:s.colors.ink;for(let r=0;r<e.x.length;r++){let l=i.X(e.x[r]),a=i.Y(e.y[r]);
zt(i,l,a)&&(n.beginPath(),s.shape(l,a,e.size/2*o,e.marker),n.fillStyle=s.valued(t[r]),n.fill(),n.stroke())}}var jt={spans:e=>[["x",e.x],["y",e.y]],draw(e,t,i){let{
ctx:s,k:n}=i,{X:o,Y:r}=t,l=typeof e.color=="string"?null:e.color;if(e.value)return Le(e,e.value,t,i);for(let[a,h,u]of Ct(e,i))for(let c=0;c<e.x.length;c++){if(l&&
Math.trunc(l[c])!==a)continue;let d=o(e.x[c]),p=r(e.y[c]);zt(t,d,p)&&(s.beginPath(),i.shape(d,p,e.size/2*n,u),i.finish(h,e.filled))}},over:e=>.65*e.size+2,covered:(e,t)=>t.
places(e.x,e.y,Math.max(1,Ee/e.x.length),e.size/2),far:(e,t,{X:i,Y:s},n,o)=>Math.max(0,Math.hypot(n-i(e.x[t]),o-s(e.y[t]))-e.size/2),middle:(e,t,{X:i,Y:s})=>[i(
e.x[t]),s(e.y[t])],outline:(e,t,{X:i,Y:s},n)=>n.shape(i(e.x[t]),s(e.y[t]),(e.size/2+2)*n.k,"circle"),entries(e,t){let i=e.label.split("|"),s=e.value?[[null,t.colors.
ink,e.marker]]:Ct(e,t);return(i.length>1?s.filter(([o])=>i[o??0]):s.slice(0,1)).map(([o,r,l])=>[i.length>1?i[o??0]:e.label,a=>{t.ctx.beginPath(),t.shape(a.x+a.w/
2,a.y+a.h/2,4*t.k,l),t.finish(r,e.filled)}])}};var Ht={spans:e=>e.x!==null?[["x",[e.x]]]:e.y!==null?[["y",[e.y]]]:[],draw(e,{X:t,Y:i,x:s,y:n,w:o,h:r},l){let{ctx:a}=l;a.beginPath(),e.x!==null?(a.moveTo(t(e.x),
n),a.lineTo(t(e.x),n+r)):e.y!==null&&(a.moveTo(s,i(e.y)),a.lineTo(s+o,i(e.y))),l.pen(e.color,e.width,e.style),a.stroke()},covered(e,t,{at:i,x:s,y:n,w:o,h:r}){let[
l,a]=i(s,n+r),[h,u]=i(s+o,n);t.way(e.x!==null?[e.x,e.x]:[l,h],e.x!==null?[a,u]:[e.y??a,e.y??a])},sample:O};var $t={spans:e=>[["x",e.x0],["x",e.x1],["y",e.y0],["y",e.y1]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,{value:r}=e;s.pen(e.color,e.width,e.style);let l=1e-12;if(r)
for(let a of r)Math.abs(a)>l&&(l=Math.abs(a));n.beginPath();for(let a=0;a<e.x0.length;a++){let h=t(e.x0[a]),u=i(e.y0[a]),c=t(e.x1[a]),d=i(e.y1[a]);if(Number.isFinite(
h+u+c+d)){if(r){let p=r[a]/l||0;n.beginPath(),n.strokeStyle=s.valued(p),n.lineWidth=Math.max(.3,e.width*Math.abs(p))*o}n.moveTo(h,u),n.lineTo(c,d),r&&n.stroke()}}
r||n.stroke()},covered(e,t){for(let i=0;i<e.x0.length;i++)t.way([e.x0[i],e.x1[i]],[e.y0[i],e.y1[i]])},far({x0:e,y0:t,x1:i,y1:s},n,{X:o,Y:r},l,a){let h=o(e[n]),u=r(
t[n]),c=o(i[n])-h,d=r(s[n])-u,p=((l-h)*c+(a-u)*d)/(c*c+d*d||1);return p<0||p>1?1/0:Math.hypot(l-h-p*c,a-u-p*d)},middle:({x0:e,y0:t,x1:i,y1:s},n,{X:o,Y:r})=>[o((e[n]+
i[n])/2),r((t[n]+s[n])/2)],outline({x0:e,y0:t,x1:i,y1:s},n,{X:o,Y:r},{ctx:l}){l.moveTo(o(e[n]),r(t[n])),l.lineTo(o(i[n]),r(s[n]))},sample:O};var Dt={outside:2,spans:e=>[["x",[e.x]],["y",[e.y]]],draw(e,{X:t,Y:i},s){let{ctx:n,k:o}=s,r=t(e.x),l=i(e.y);if(!Number.isFinite(r+l))return;let a=e.text.split(`\

`),h=1.25*e.size*o,u=c=>l+(c-(a.length-1)/2)*h;s.font(e.size,e.bold),n.textAlign=e.anchor,n.textBaseline="middle",n.setLineDash([]),n.lineJoin="round",n.lineWidth=
3*o,n.strokeStyle=s.colors.paper,n.globalAlpha=.75,a.forEach((c,d)=>n.strokeText(c,r,u(d))),n.globalAlpha=1,n.fillStyle=s.color(e.color),a.forEach((c,d)=>n.fillText(
c,r,u(d)))},covered:(e,t)=>t.places([e.x],[e.y],20)};var T={Line:Mt,Points:jt,HeatMap:St,Bars:Lt,Arrows:Et,Segments:$t,Band:Tt,Rule:Ht,Text:Dt,Images:Pt};var dt=800,Te=250,Se=6,Oe=3,Ie=.3,Pe=.9,Re=.78,C=17,q=24,W=7,qt=11.5,Ne=8;function Fe(e,t){return e.marks.flatMap(i=>{let s=T[i.type];return!("label"in i)||!i.label?
[]:s.entries?s.entries(i,t):[[i.label,n=>s.sample?.(i,n,t)]]})}function Ce({x:e,y:t,w:i,h:s},n,o,r,l){let a=0,h=1;for(let[u,c,d,p]of[[n,r-n,e,e+i],[o,l-o,t,t+s]]){
if(c===0&&(u<d||u>p))return 0;if(c===0)continue;let[f,g]=c>0?[(d-u)/c,(p-u)/c]:[(p-u)/c,(d-u)/c];a=Math.max(a,f),h=Math.min(h,g)}return h>a?(h-a)*Math.hypot(r-n,
l-o):0}function ze(e,t,i){let{X:s,Y:n}=t,o=0,r=a=>Math.max(1,Math.floor(a.length/Te)),l={places(a,h,u=1,c=0){for(let d=0;d<a.length;d+=r(a)){let p=s(a[d]),f=n(h[d]);
p>i.x-c&&p<i.x+i.w+c&&f>i.y-c&&f<i.y+i.h+c&&(o+=u)}},way(a,h,u=1){let c=r(a);for(let d=c;d<a.length;d+=c){let p=Ce(i,s(a[d-c]),n(h[d-c]),s(a[d]),n(h[d]));p>0&&(o+=
u*p/Se)}}};for(let a of e.marks)T[a.type].covered?.(a,l,t);return o}function Wt(e,t,{ctx:i}){let s=e.indexOf(" (");return s>0&&i.measureText(e).width>t?[e.slice(
0,s),e.slice(s+1)]:[e]}function ut(e,t,i){let s=Fe(e,i),{ctx:n,k:o}=i,r=C*o,l=W*o,a=5*o,h=q*o+3*l;i.font(qt);let u=s.map(([v])=>Wt(v,t.w-h,i)),c=Math.min(t.w,h+
Math.max(...u.flat().map(v=>n.measureText(v).width))),d=u.flat().length*r+l,p=t.x+a,f=t.x+t.w-c-a,g=t.y+a,x=t.y+t.h-d-a;return{list:s,lines:u,row:r,pad:l,w:c,h:d,
corners:[[f,g],[p,g],[f,x],[p,x],[f,t.y+(t.h-d)/2]]}}function Bt(e,t,i){if(!e.legend)return null;let{ctx:s,k:n}=i,o={...t,w:t.w-60*n,h:t.h-60*n},{list:r,w:l,h:a}=ut(
e,o,i);if(r.length<2||r.length<=Oe&&l*a<=Ie*o.w*o.h)return null;let h=t.w-2*W*n,u=(q+3*W)*n,c=r.flatMap(([d,p])=>Wt(d,h/2-u,i).map((f,g)=>[f,g?null:p]));for(let d=c.
length;;d--){let p=Math.ceil(c.length/d),f=[];for(let b=0,k=p;b<c.length;b=k,k+=p){for(;c[k]?.[1]===null;)k++;f.push(c.slice(b,k))}let g=f.map(b=>u+Math.max(...b.
map(([k])=>s.measureText(k).width))),x=g.reduce((b,k)=>b+k,0),v=Math.min(1,h/x);if(v<Pe&&d>2)continue;let y=Math.max(v,Re),w=g.indexOf(Math.max(...g));return g[w]-=
Math.max(0,x-h/y),{columns:f,widths:g.map(b=>b*y),s:y,h:(Math.max(...f.map(b=>b.length))*C*y+Ne)*n}}}function Gt({columns:e,widths:t,s:i},s,n,o,r){let l=C*i*r.k,
a=Math.max(o.x,Math.min(s,o.x+o.w-t.reduce((h,u)=>h+u,0)));e.forEach((h,u)=>{h.forEach(([c,d],p)=>_(c,d,{x:a,y:n+p*l,w:t[u],h:l},i,r)),a+=t[u]})}function _(e,t,{
x:i,y:s,w:n,h:o},r,l){let{ctx:a,k:h}=l;t?.({x:i,y:s,w:q*r*h,h:o}),a.fillStyle=l.colors.ink,a.textAlign="left",a.textBaseline="middle",l.fit(e,i+(q+W)*r*h,s+o/2+
.5,n-(q+2*W)*r*h+1,qt*r)}function Ut(e,t,i,{corners:s,w:n,h:o}){let r=s.map(([a,h])=>ze(e,t,{x:a-3,y:h-3,w:n+6,h:o+6})),l=r.indexOf(Math.min(...r));return i===void 0||
r[i]>1.5*r[l]+4?l:i}var Kt=(e,t,i,s)=>!!i.late&&Ut(e,t,i.corner,ut(e,t,s))!==i.corner;function _t(e,t,i,s){let{ctx:n,k:o}=s,r=ut(e,t,s),{list:l,lines:a,row:h,pad:u,
w:c,h:d,corners:p}=r,f=performance.now();if(!l.length)return;i.late=i.corner!==void 0&&f-(i.cornerAt??0)<=dt&&i.entries===l.length,(i.corner===void 0||!i.late)&&
(i.corner=Ut(e,t,i.entries===l.length?i.corner:void 0,r),i.cornerAt=f,i.entries=l.length);let[g,x]=p[i.corner];n.globalAlpha=.86,n.fillStyle=s.colors.paper,n.beginPath(),
n.roundRect(g,x,c,d,5*o),n.fill(),n.globalAlpha=1,n.setLineDash([]),n.lineWidth=1,n.strokeStyle=s.colors.grid,n.stroke();let v=x+u/2;l.forEach(([,y],w)=>a[w].forEach(
(b,k)=>{_(b,k?null:y,{x:g+u,y:v,w:c-u,h},1,s),v+=h}))}var je=.04;function He(e,t,i){let s=1/0,n=-1/0,o=1/0,r=-1/0;for(let l of e.marks)for(let[a,h,u]of T[l.type].spans(l))if(a===t)for(let c=0;c<h.length;c++){let d=h[c];
!Number.isFinite(d)||i&&d<=0||(i&&(d=Math.log10(d)),d<s&&(s=d),d>n&&(n=d),u&&d<o&&(o=d),u&&d>r&&(r=d))}return{low:s,high:n,tightLow:o,tightHigh:r}}function Vt(e,t){
let i=t==="x"?e.xlim:e.ylim,s=(t==="x"?e.xscale:e.yscale)==="log";if(i)return i;let n=He(e,t,s),{low:o,high:r}=n;if(o>r)return s?[1,10]:[0,1];if(r-o<=1e-9*Math.
max(1e-30,Math.abs(o),Math.abs(r)))o-=.5,r+=.5;else{let l=je*(r-o);o<n.tightLow&&(o-=l),r>n.tightHigh&&(r+=l)}return s?[10**o,10**r]:[o,r]}var Yt=e=>[Vt(e,"x"),
Vt(e,"y")];var V=[78,44];function z(e,t,i,s=!1){if(e>t&&([e,t]=[t,e]),!(t>e)||!Number.isFinite(t-e))return{major:[],minor:[]};if(s){let a=Math.ceil(Math.log10(e)-1e-9),h=Math.
floor(Math.log10(t)+1e-9),u=Math.log10(t/e),c=Math.max(1,Math.ceil((h-a+1)/Math.max(i,2))),d=[],p=[];for(let f=a-1;f<=h;f++)for(let g=1;g<10;g++){let x=g*10**f;
x<e*(1-1e-9)||x>t*(1+1e-9)||((g===1?(f-a)%c===0:u<1.7&&(g===2||g===5)&&i>=3)?d.push(x):p.push(x))}return d.length>1||u>1?{major:d,minor:c>1?[]:p}:z(e,t,Math.min(
i,4))}let n=(t-e)/Math.max(1,i),o=10**Math.floor(Math.log10(n)),r=[1,2,2.5,5,10].map(a=>a*o).find(a=>a>=n*.75&&a!==2.5)??10*o,l=[];for(let a=Math.ceil(e/r-1e-6);a<=
Math.floor(t/r+1e-6);a++)l.push(a*r);return l.length<2&&i<12?z(e,t,i+1):{major:l.map(a=>Math.abs(a)<r*1e-6?0:a),minor:[]}}var $e={"-":"⁻",0:"⁰",1:"¹",2:"²",
3:"³",4:"⁴",5:"⁵",6:"⁶",7:"⁷",8:"⁸",9:"⁹"},pt=e=>"10"+[...String(e)].map(t=>$e[t]).join("");function j(e,t=!1){if(!e.length)return[];let i=Math.max(
...e.map(Math.abs)),s=Math.min(...e.filter(h=>h).map(Math.abs),i),n=e.map(h=>{let u=h>0?Math.floor(Math.log10(h)+1e-9):0;return[h/10**u,u]});if(t&&n.every(([h])=>Math.
abs(h-Math.round(h))<1e-6))return i>=1e5||s<.001?n.map(([h,u])=>Math.round(h)===1?pt(u):`${Math.round(h)}·${pt(u)}`):e.map(h=>String(+h.toPrecision(3)).replace(
"-","−"));let o=e.length>1?Math.abs(e[1]-e[0]):i||1,r=Math.floor(Math.log10(o)+1e-9),l=(o/10**Math.floor(Math.log10(o))).toFixed(1)==="2.5";if(i>=1e6||i&&i<.001){
let h=Math.floor(Math.log10(i)),u=Math.max(0,Math.min(3,h-r+Number(l)));return e.map(c=>c===0?"0":`${(c/10**h).toFixed(u)}·${pt(h)}`.replace("-","−"))}let a=Math.
max(0,-r);return Math.abs(o*10**a-Math.round(o*10**a))>1e-6&&(a+=1),e.map(h=>h.toFixed(Math.min(a,8)).replace("-","−"))}var De=3;function qe(e,[t,i],s,n,o){let r={major:[],minor:[]};if(!e.frame)return{x:r,y:r,xw:[],yw:[],named:null};let l=e.xscale==="log",a=e.yscale==="log",h=z(t[0],
t[1],Math.max(2,s/(V[0]*o)),l),u=z(i[0],i[1],Math.max(2,n/(V[1]*o)),a),c=e.marks.find(p=>p.type==="Bars"&&p.names.length);if(c?.type!=="Bars")return{x:h,y:u,xw:j(
h.major,l),yw:j(u.major,a),named:null};let d={major:c.x?Array.from(c.x):c.names.map((p,f)=>f),minor:[]};return c.horizontal?{x:h,y:d,xw:j(h.major,l),yw:c.names,
named:"y"}:{x:d,y:u,xw:c.names,yw:j(u.major,a),named:"x"}}function We(e,[t,i],s){let n=e.xscale==="log",o=e.yscale==="log",r=e.marks.some(x=>x.type==="Bars"&&x.
horizontal),l=(x,v)=>v?Math.log10(x):x,[a,h,u,c]=[l(t[0],n),l(t[1],n),l(i[0],o),l(i[1],o)],d=s.w/(h-a),p=s.h/(c-u),f=(x,v,y)=>v?x>0?Math.log10(x):y-1:x,g=x=>r?s.
y+(x-u)*p:s.y+s.h-(x-u)*p;return{...s,sx:d,sy:p,drag:e.drag,X:n?x=>s.x+(f(x,!0,a)-a)*d:x=>s.x+(x-a)*d,Y:o?x=>g(f(x,!0,u)):g,at(x,v){let y=a+(x-s.x)/d,w=u+(r?v-s.
y:s.y+s.h-v)/p;return[n?10**y:y,o?10**w:w]}}}var Jt=(e,t)=>e===void 0||t>e||t<.6*e?t:e,Xt=(e,t)=>(e.title?26:9)*t,Qt=(e,t)=>(e.frame?20*t:4)+(e.x?18*t:0);function Be(e,t,[
i,s],n,o,r,l){let a=Xt(e,l)+r,h=Math.max(10,t.w-n-o),u=Math.max(10,t.h-a-Qt(e,l)),c=t.x+n,d=t.y+a;if(!e.equal||e.xscale==="log"||e.yscale==="log")return{x:c,y:d,
w:h,h:u};let p=Math.abs(i[1]-i[0]),f=Math.abs(s[1]-s[0]),g=Math.min(h/p,u/f);return{x:c+(h-g*p)/2,y:d+(u-g*f)/2,w:g*p,h:g*f}}var P=e=>Math.round(e)+.5;function Ge(e,t,{
ctx:i,colors:s}){i.setLineDash([]),i.lineWidth=1,i.strokeStyle=s.grid,i.beginPath();for(let n of e.named==="x"?[]:e.x.major){let o=t.X(n);o>=t.x-.5&&o<=t.x+t.w+
.5&&(i.moveTo(P(o),t.y),i.lineTo(P(o),t.y+t.h))}for(let n of e.named==="y"?[]:e.y.major){let o=t.Y(n);o>=t.y-.5&&o<=t.y+t.h+.5&&(i.moveTo(t.x,P(o)),i.lineTo(t.x+
t.w,P(o)))}i.stroke()}function Ue(e,t,i,s){for(let n=1;;n++){let o=e.filter((r,l)=>l%n===(s<0?0:s%n));if(o.every((r,l)=>l===0||t[r]-i[r]>=t[o[l-1]]+i[o[l-1]]+4))
return o}}function Ke(e,t,i,s){let{ctx:n,k:o,colors:r}=s,l=t.y+t.h,a=Math.round(t.x)-.5;n.setLineDash([]),n.strokeStyle=r.muted,n.lineWidth=1,n.beginPath(),n.moveTo(
a,t.y),n.lineTo(a,Math.round(l)+.5),n.lineTo(t.x+t.w,Math.round(l)+.5);for(let d of e.x.minor)n.moveTo(P(t.X(d)),l),n.lineTo(P(t.X(d)),l+3*o);for(let d of e.y.minor)
n.moveTo(t.x,P(t.Y(d))),n.lineTo(t.x-3*o,P(t.Y(d)));n.stroke(),n.fillStyle=r.muted,s.font(11.5),n.textAlign="center",n.textBaseline="top";let h=e.xw.map(d=>n.measureText(
d).width/2),u=e.x.major.map((d,p)=>Math.min(t.X(d),i.x+i.w-h[p])),c=e.x.major.flatMap((d,p)=>t.X(d)>=t.x-1&&t.X(d)<=t.x+t.w+1?[p]:[]);for(let d of Ue(c,u,h,c.findIndex(
p=>e.x.major[p]===0)))n.fillText(e.xw[d],u[d],l+6*o);n.textAlign="right",n.textBaseline="middle",e.y.major.forEach((d,p)=>{let f=t.Y(d);f>=t.y-1&&f<=l+1&&n.fillText(
e.yw[p],t.x-7*o,f)})}function _e(e,t,i,s,n,o){let{ctx:r,k:l,colors:a}=o;if(r.fillStyle=a.ink,e.x&&(r.textAlign="center",r.textBaseline="alphabetic",o.fit(e.x,t.
x+t.w/2,t.y+t.h+Qt(e,l)-5*l,i.w,12)),e.y&&(r.save(),r.translate(Math.max(i.x,t.x-s)+10*l,t.y+t.h/2),r.rotate(-Math.PI/2),r.textAlign="center",r.textBaseline="mi\
ddle",o.fit(e.y,0,0,t.h+Xt(e,l),12),r.restore()),e.title){let h=e.frame?t.x:i.x+4,u=i.x+i.w-4;r.textBaseline="alphabetic",o.font(13,!0);let c=Math.max(i.x+2,Math.
min(h,u-r.measureText(e.title).width));r.textAlign="left",o.fit(e.title,c,t.y-n-9*l,u-c,13,!0)}}function Ve(e,t,i){let{ctx:s,k:n}=i,o=T[e.type];if(o.outside)return o.
draw(e,t,i);let r=(o.over?.(e)??De)*n;s.save(),s.beginPath(),s.rect(t.x-r,t.y-r,t.w+2*r,t.h+2*r),s.clip(),o.draw(e,t,i),s.restore()}function Y(e,t,i,s,n=null){let{
ctx:o,k:r}=s,l=Yt(e),a=n?n.h:0,h=Math.max(10,t.w-60*r),u=Math.max(10,t.h-(e.title?26:8)*r-36*r-a),c=qe(e,l,h,u,r),d=e.marks.find(b=>b.type==="HeatMap"&&b.bar),p=d?.
type==="HeatMap"?d:null,f=p?z(p.vmin,p.vmax,Math.max(2,u/(V[1]*r))).major:[],g=j(f);s.font(11.5);let x=b=>b.reduce((k,S)=>Math.max(k,o.measureText(S).width),0),
v=e.frame?x(c.yw)+8*r+(e.y?20*r:4*r):4,y=(p?26*r+x(g):0)+(e.frame?10*r:4);i.left=Math.min(Jt(i.left,v),t.w*.45),i.right=Math.min(Jt(i.right,y),t.w*.4);let w=We(
e,l,Be(e,t,l,i.left,i.right,a,r));e.frame&&Ge(c,w,s);for(let b of[0,1,2])for(let k of e.marks)(T[k.type].outside??0)===b&&Ve(k,w,s);return e.frame&&Ke(c,w,t,s),
_e(e,w,t,i.left,a,s),p&&Ot(p,w,f,g,s),n?(Gt(n,w.x,w.y-a,t,s),i.late=!1):e.legend&&_t(e,w,i,s),w}var R=40,J=class{constructor(t){this.palette=t,this.list=[],this.end=()=>{}}add(t){let i=m("canvas"),s=2;return i.width=i.height=R*s,i.setAttribute("aria-hidden",
"true"),this.list.length||(this.end=N(()=>this.draw())),this.list.push([i,t]),this.draw(),i}draw(){for(let[t,i]of this.list){let s=t.getContext("2d"),n=new F(this.
palette);s.setTransform(t.width/R,0,0,t.height/R,0,0),s.clearRect(0,0,R,R),n.begin(s,.5),Y(i,{x:0,y:0,w:R,h:R},{},n)}}};function Ye(e){if(e.kind==="log"){let i=Math.log10(e.low),s=Math.log10(e.high),n=Math.max(40,Math.round((s-i)*24)),o=r=>Math.min(e.high,Math.max(e.low,+r.toPrecision(
2)));return{steps:n,value:r=>o(10**(i+(s-i)*r/n)),position:r=>Math.round((Math.log10(r)-i)/(s-i)*n)}}let t=Math.max(1,Math.round((e.high-e.low)/e.step));return{
steps:t,value:i=>i>=t?e.high:+(e.low+i*e.step).toFixed(10),position:i=>Math.round((i-e.low)/e.step)}}function Je(e,t){if(e.kind==="integer")return String(t);if(t===
0)return"0";if(e.kind==="log")return Math.abs(t)>=.001&&Math.abs(t)<1e5?String(+t.toPrecision(3)):t.toExponential(+t.toPrecision(2)==+t.toPrecision(1)?0:1).replace(
"e+","e");let i=Math.max(0,Math.min(6,-Math.floor(Math.log10(e.step)+1e-9))),s=e.step*10**i;return(+t).toFixed(Math.abs(s-Math.round(s))>1e-6?i+1:i)}var H=class{constructor(t,i,s){
if(this.c=t,this.thumbs=new J(s),this.el=m("div",`cu-control cu-${t.kind}`),this.el.title=[t.help,t.rebuild?"↻ a change starts the run anew":""].filter(Boolean).
join(`
`),this.label=m("label","cu-label",t.label),t.rebuild){let o=m("span","cu-rebuild","↻");o.setAttribute("aria-label","(starts anew)"),this.label.append(" ",o)}
this.head=m("div","cu-head"),this.head.append(this.label),this.set=()=>{},this.reach=()=>{};let n=t.kind==="toggle"?this.toggle(i):t.kind==="text"?this.text(i):
t.kind==="several"||t.pictures?this.tiles(i):t.kind==="choice"?this.choice(i):this.slider(i);n instanceof HTMLInputElement||n instanceof HTMLSelectElement?n.id=
this.label.htmlFor=$():n.setAttribute("aria-labelledby",this.label.id=$()),t.help&&n.setAttribute("aria-description",t.help)}toggle(t){let i=m("input");return i.
type="checkbox",i.setAttribute("role","switch"),i.addEventListener("change",()=>t(i.checked)),this.set=s=>{i.checked=!!s},this.head.prepend(i),this.el.append(this.
head),i}choice(t){let i=m("select");return this.c.options.forEach((s,n)=>i.append(new Option(s,String(n)))),i.addEventListener("change",()=>t(+i.value)),this.set=
s=>{i.value=String(s)},this.reach=(s=this.c.options.length)=>Array.from(i.options).forEach((n,o)=>{n.hidden=n.disabled=o>=s}),this.el.append(this.head,i),i}tiles(t){
let{c:i}=this,s=m("div","cu-tiles"),n=i.kind==="choice",o=$();s.setAttribute("role",n?"radiogroup":"group");let r=i.options.map((a,h)=>{let u=m("label","cu-tile"),
c=m("input");return Object.assign(c,{type:n?"radio":"checkbox",name:o,value:String(h)}),u.append(c),i.pictures&&u.append(this.thumbs.add(i.pictures[h])),u.append(
m("span","",a)),s.append(u),c}),l=()=>r.flatMap((a,h)=>a.checked?[h]:[]);return s.addEventListener("change",a=>{let h=l();h.length?t(n?h[0]:h):a.target.checked=
!0}),n&&(this.reach=(a=r.length)=>Array.from(s.children).forEach((h,u)=>{h.hidden=u>=a})),this.set=a=>r.forEach((h,u)=>{h.checked=n?u===a:Array.isArray(a)&&a.includes(
u)}),this.el.classList.add("cu-wide"),this.el.append(this.head,s),s}text(t){let{c:i}=this,s=m("input","cu-typed");Object.assign(s,{type:"text",maxLength:i.high,
spellcheck:!1,autocomplete:"off"});let n="";this.set=r=>{n=String(r),document.activeElement!==s&&(s.value=n)};let o=()=>{s.value!==n&&(n=s.value,t(n))};if(s.addEventListener(
"input",r=>{(!(r instanceof InputEvent&&r.inputType!=="insertReplacementText")||i.atOnce&&!r.isComposing)&&o()}),s.addEventListener("compositionend",()=>{i.atOnce&&
o()}),s.addEventListener("change",o),s.addEventListener("blur",()=>{s.value=n}),s.addEventListener("keydown",r=>{r.isComposing||(r.key==="Enter"&&o(),!(r.key!==
"Escape"||s.value===n)&&(s.value=n,r.stopPropagation()))}),this.el.append(this.head,s),i.options.length){let r=m("datalist");r.id=$(),r.append(...i.options.map(
l=>new Option(l,l))),s.setAttribute("list",r.id),this.el.append(r)}return i.high>24&&this.el.classList.add("cu-wide"),s}slider(t){let{c:i}=this,s=Ye(i),n=m("inp\
ut"),o=m("input","cu-number"),r=m("span","cu-value");Object.assign(n,{type:"range",min:"0",max:String(s.steps),step:"1"}),Object.assign(o,{type:"text",inputMode:"\
decimal",tabIndex:-1}),o.setAttribute("aria-label",`${i.label}: type a value`);let l="",a=h=>{l=Je(i,h).replace(/^-/,"−"),document.activeElement!==o&&(o.value=
l,o.style.width=`${Math.max(3,l.length+.8)}ch`),n.setAttribute("aria-valuetext",`${l} ${i.unit}`.trim()),n.style.setProperty("--at",`${100*+n.value/Math.max(1,+n.
max)}%`)};return this.reach=(h=i.high)=>{n.max=String(s.position(h))},this.set=h=>{n.value=String(s.position(Number(h))),a(Number(h))},n.addEventListener("input",
()=>{let h=s.value(+n.value);a(h),t(h)}),n.addEventListener("keydown",h=>{h.key==="Enter"&&o.focus()}),o.addEventListener("focus",()=>o.select()),o.addEventListener(
"change",()=>{let h=Number(o.value.replace(",",".").replace("−","-"));t(Number.isFinite(h)&&o.value.trim()?h:o.value)}),o.addEventListener("keydown",h=>{h.key===
"Escape"&&(o.value=l),!(h.key!=="Enter"&&h.key!=="Escape")&&(n.focus(),h.stopPropagation())}),r.append(o),i.unit&&r.append(m("span","cu-unit",i.unit)),this.head.
append(r),this.el.append(this.head,n),n}};var X=class{constructor(t,i){this.step=null,this.open=A("","Guide",`the ${t} questions before this demo, one by one`,()=>i(this.step?-1:0)),this.open.setAttribute(
"aria-expanded","false"),this.el=m("section","cu-guide"),this.el.setAttribute("aria-label","guided steps"),this.el.hidden=!0,this.place=m("p","cu-guide-at"),this.
task=m("p"),this.predict=m("p","cu-guide-predict"),this.seen=m("p","cu-guide-seen");let s=m("div","cu-guide-words"),n=m("div","cu-guide-go"),o=()=>this.step?.at??
0;s.setAttribute("aria-live","polite"),s.append(this.task,this.predict,this.seen),this.back=A("","Back","the question before",()=>i(o()-1)),this.next=A("","Next",
"the next question",()=>i(o()+1)),n.append(this.back,this.next,A("","Leave","close the guide; everything stays as it is",()=>{i(-1),this.open.focus()})),this.el.
append(this.place,s,n)}show(t){this.open.setAttribute("aria-expanded",String(!!t)),this.el.hidden=!t,this.step=t,t&&(E(this.place,`${t.at+1} of ${t.of}`),E(this.
task,t.do),E(this.predict,`Predict: ${t.predict}`),E(this.seen,t.seen&&`✔ ${t.seen}`),this.back.disabled=t.at===0,this.next.classList.toggle("cu-run",!!t.seen),
this.next.lastElementChild&&(this.next.lastElementChild.textContent=t.at+1<t.of?"Next":"Finish"))}};var Q=class{constructor(t,i,s){this.choices=i,this.el=m("div","cu-menu"),this.button=m("button","cu-button"),this.button.type="button",this.label=t,this.chosen=
m("span","cu-chosen"),this.button.append(this.chosen,m("span","","▾")),this.button.setAttribute("aria-haspopup","menu"),this.list=m("div","cu-list"),this.list.
setAttribute("role","menu"),this.list.setAttribute("aria-label",t),this.items=i.map((n,o)=>{let r=m("button","cu-item",n);return r.type="button",r.tabIndex=-1,r.
setAttribute("role","menuitemradio"),r.addEventListener("click",()=>{this.close(),s(o)}),r}),this.list.append(...this.items),this.el.append(m("span","",t),this.
button,this.list),this.button.addEventListener("click",()=>this.list.hidden?this.open():this.close()),this.el.addEventListener("keydown",n=>this.key(n)),this.el.
addEventListener("focusout",n=>{this.el.contains(n.relatedTarget)||this.close(!1)}),this.shown=-2,this.show(-1),this.list.hidden=!0,this.button.setAttribute("ar\
ia-expanded","false")}open(){this.list.hidden=!1,this.button.setAttribute("aria-expanded","true"),this.items[Math.max(0,this.shown)].focus({preventScroll:!0})}close(t=!0){
this.list.hidden||(this.list.hidden=!0,this.button.setAttribute("aria-expanded","false"),t&&this.button.focus({preventScroll:!0}))}show(t){t!==this.shown&&(this.
shown=t,this.chosen.textContent=this.choices[t]??"choose …",this.button.setAttribute("aria-label",`${this.label}: ${this.chosen.textContent}`),this.items.forEach(
(i,s)=>i.setAttribute("aria-checked",String(s===t))))}key(t){let i=this.items.length-1,s=this.items.indexOf(document.activeElement),n=this.list.hidden&&(t.key===
"ArrowDown"||t.key==="ArrowUp"),o=n?null:{ArrowDown:s<i?s+1:0,ArrowUp:s>0?s-1:i,Home:0,End:i}[t.key];if(n)this.open();else{if(this.list.hidden)return;if(t.key===
"Escape")this.close();else if(o!=null)this.items[o].focus({preventScroll:!0});else return}t.preventDefault(),t.stopPropagation()}};var Z=class{constructor(t,i){this.home=i,this.shown="",this.state=null,this.list={},this.el=m("div","cu-controls"),this.el.setAttribute("role","group"),this.el.
setAttribute("aria-label",`Controls of ${t.title}`),this.bar=m("div","cu-bar"),this.rows=m("div","cu-rows"),this.more=m("div","cu-more"),this.note=m("p","cu-not\
e"),this.end=m("p","cu-end"),this.end.setAttribute("role","status"),this.error=m("div","cu-error"),this.error.setAttribute("role","alert"),this.guide=new X(t.guide,
s=>i.press("guide",{value:s})),this.told=m("div","cu-told"),this.told.append(this.error,this.end),this.code=m("input","cu-code"),this.code.readOnly=this.code.hidden=
this.note.hidden=this.end.hidden=this.error.hidden=!0,this.code.setAttribute("aria-label","settings as Python code"),this.buttons(t),this.lists(t),this.rest(t),
this.bar.append(this.more);for(let s of t.controls)this.list[s.name]=new H(s,n=>i.move({[s.name]:n}),t.palette),this.rows.append(this.list[s.name].el);t.trains&&
t.controls.some(s=>s.rebuild)&&this.rows.append(m("span","cu-legend","↻ starts the run anew")),this.el.append(this.bar,...t.controls.length?[this.rows]:[])}buttons(t){
let{home:i,bar:s}=this;t.trains&&(this.run=A("play","Run","run or pause (Space); the run goes on where it stopped",()=>this.turn()),this.run.classList.add("cu-r\
un"),s.append(this.run,A("step","Step",`one step: ${t.step}`,()=>i.press("step")))),(t.trains||t.seed)&&s.append(A("reset","Reset","start anew with the same see\
d (R)",()=>this.reset())),this.resets=t.trains||t.seed}turn(){this.run&&this.home.press(this.state?.playing?"pause":"play")}reset(){this.resets&&this.home.press(
"reset")}lists(t){t.trains&&(this.speed=this.pick(t)),t.presets.length&&(this.preset=new Q("try",t.presets,i=>this.home.press("preset",{value:i})),this.bar.append(
this.preset.el))}pick(t){let i=m("select"),s=m("label","cu-pick");return i.append(...t.speeds.map((n,o)=>new Option(n,String(o)))),i.addEventListener("change",()=>this.
home.press("speed",{value:+i.value})),s.title=`a step is ${t.step}`,s.append(m("span","","speed"),i),this.bar.append(s),i}rest(t){let{home:i,more:s}=this;if(t.guide&&
s.append(this.guide.open),t.seed&&s.append(A("","New seed","other random numbers",()=>i.press("reseed"))),t.trains){let o=m("label","cu-keep"),r=m("input");o.title=
"a run's curves stay in the picture, grey, after a reset",r.type="checkbox",r.addEventListener("change",()=>i.press("keep",{value:r.checked})),o.append(r,"Keep \
runs"),this.keep=r,this.kept=[o,this.clear=A("","Clear","clear earlier runs: take the grey curves away",()=>i.press("clear"))],this.clear.setAttribute("aria-lab\
el","Clear earlier runs"),s.append(...this.kept)}let n=A("","Copy settings","the Python code that rebuilds this run",()=>this.copied(n));s.append(n)}async copied(t){
let i=this.state?.code??"",s=t.lastElementChild;this.code.value=i,this.code.hidden=!1,this.code.select();try{await navigator.clipboard.writeText(i)}catch{}s&&(s.
textContent="Copied",setTimeout(()=>{s.textContent="Copy settings"},1500))}close(){for(let t of Object.values(this.list))t.thumbs.end()}show(t,i){let s=JSON.stringify(
[t,[...i]]);if(s!==this.shown){this.shown=s;for(let[n,o]of Object.entries(this.list))o.reach(t.most[n]),i.has(n)||o.set(t.values[n]),o.el.hidden=t.hidden.includes(
n);this.run&&this.state?.playing!==t.playing&&(B(this.run,t.playing?"pause":"play",t.playing?"Pause":"Run"),this.run.classList.toggle("cu-on",t.playing)),this.state=
t,this.speed&&(this.speed.value=String(t.speed)),this.preset?.show(t.preset),this.keep&&(this.keep.checked=t.keep),this.clear&&(this.clear.disabled=!t.ghosts);for(let n of this.
kept??[])n.hidden=!t.curves;E(this.note,t.note),this.guide.show(t.guide),E(this.end,t.end),E(this.error,t.error),!this.code.hidden&&this.code.value!==t.code&&(this.
code.hidden=!0)}}};var Zt=2,tt=class{constructor(){this.model=null,this.views=new Set,this.k=this.have=0,this.told=!1,this.lost=""}attach(t,i,s){this.model=t,t.on("msg:custom",(n,o)=>{
n.type===i&&t===this.model&&s(n,o)}),t.on("comm_live_update",()=>{t===this.model&&this.linked("gone")})}tell(t,i={}){this.k+=1;try{this.model?.send({type:t,page:I().
id,k:this.k,...i})}catch{this.linked("gone")}return this.k}here(t=!1){let i=!document.hidden&&[...this.views].some(s=>s.seen);i===this.told&&!t||(this.told=i,this.
tell("here",{visible:i,have:this.have}),this.watched())}watched(){}linked(t){if(!(t===this.lost||this.lost==="gone"&&t==="silent")){this.lost=t;for(let i of this.
views)i.link?.(t)}}add(t){this.views.add(t),t.link?.(this.lost),this.here(this.views.size===1)}remove(t){if(this.views.delete(t),this.views.size)return this.here();
this.tell("bye"),this.told=!1,this.watched()}};var ee=e=>e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);function te(e){let t=ee(e),i=t.byteOffset%4?t.slice():t;
return new Float32Array(i.buffer,i.byteOffset,i.byteLength>>2)}var ft=(e,t)=>Object.assign(e,{shape:t});function et(e,t,i){if(Array.isArray(e))return e.map(s=>et(
s,t));if(e===null||typeof e!="object")return e;if("u8"in e)return ft(ee(t[e.u8]),e.shape);if("f32"in e&&"from"in e){let s=te(t[e.f32]),n=new Float32Array(e.from+
s.length);return n.set(i.subarray(0,e.from)),n.set(s,e.from),ft(n,[n.length])}return"f32"in e?ft(te(t[e.f32]),e.shape):Object.fromEntries(Object.entries(e).map(
([s,n])=>[s,et(n,t)]))}function ie(e,t,i){for(let[s,n]of t){if(!s.length){e=et(n,i);continue}let o=e;for(let l of s.slice(0,-1))o=o[l];let r=s[s.length-1];o[r]=
et(n,i,o[r])}return e}var Xe=2e4,Qe=400,Ze=5e3,se=1e3,it=class extends tt{constructor(){super(),this.scene=null,this.state=null,this.confirmed=this.later=this.doubt=this.alive=0,this.
lacking=-se,this.pending={},this.moved={},this.asked=[],this.flush=this.flush.bind(this)}attach(t){super.attach(t,"frame",(i,s)=>this.take(i,s)),t.on("change:fr\
ame",()=>this.whole()),this.whole()}whole(){let t=this.model?.get("frame");t?.content&&this.take(t.content,t.buffers??[])}press(t,i){this.views.size&&(Object.keys(
this.pending).length&&this.send(),this.expect(this.tell(t,i)))}move(t){Object.assign(this.pending,t),this.later||(this.later=-1,queueMicrotask(this.flush))}flush(){
if(this.later=0,!Object.keys(this.pending).length)return;let t=performance.now();this.asked.filter(({at:s})=>t-s<Qe).length<Zt?this.send():this.later=setTimeout(
this.flush,100)}send(){let t=this.pending;this.pending={};let i=this.tell("set",{values:t});for(let s of Object.keys(t))this.moved[s]=i;this.expect(i)}expect(t){
this.asked=[...this.asked.slice(-99),{k:t,at:performance.now()}],this.wait()}wait(){clearTimeout(this.doubt),this.doubt=setTimeout(()=>this.linked("silent"),Ze)}watched(){
clearInterval(this.alive),clearTimeout(this.doubt),this.told&&(this.wait(),this.alive=setInterval(()=>{this.tell("here",{visible:!0,have:this.have}),this.wait()},
Xe))}lack(){this.have=0,this.views.size&&(performance.now()-this.lacking<se||(this.lacking=performance.now(),this.here(!0)))}busy(){return new Set([...Object.keys(
this.pending),...Object.keys(this.moved).filter(t=>this.moved[t]>this.confirmed)])}take(t,i){let s=t.base===0||this.have>0&&t.base===this.have,n=t.seen[I().id]??
0;clearTimeout(this.doubt),this.linked(""),n>this.confirmed&&(this.confirmed=n,this.asked=this.asked.filter(({k:a})=>a>n),Object.keys(this.pending).length&&(clearTimeout(
this.later),this.flush())),this.asked.length&&this.wait(),t.state&&(this.state=t.state),s&&(this.scene=ie(this.scene,t.changes,i),this.have=t.n);let o=s&&t.changes.
length>0&&this.scene,r=t.ask&&s,l=()=>{r&&this.tell("ack",{n:this.have}),r=!1};for(let a of this.views)this.state&&a.state?.(this.state,this.busy()),o&&this.scene&&
a.scene?.(this.scene,r?l:null);!o&&this.told&&l(),s||this.lack()}add(t){this.state&&t.state?.(this.state,this.busy()),this.scene&&t.scene?.(this.scene,null),super.
add(t)}remove(t){this.views.size===1&&Object.keys(this.pending).length&&this.send(),super.remove(t)}};var ti=[21,19,17.5,16,14.5,13,12],ei=4,ii=10,si=[["Space","run or pause"],["R","reset"],["L","lecture view, and back"],["F","full screen"],["Esc","leave the lec\
ture view"],["Tab","from control to control"],["← →","move a slider"],["Enter","type a slider's number"],["?","show or hide this list"]],mt=null,st=class{constructor(t,i,s=()=>{}){
this.root=t,this.parts=i,this.changed=s,this.on=!1,this.large=A("large","","lecture view: fill the window (L)",()=>this.toggle()),this.large.setAttribute("aria-\
label","Lecture view"),this.large.setAttribute("aria-pressed","false");let n=A("","?","keys (?)",()=>this.help());n.setAttribute("aria-label","Keys"),this.keys=
m("dl","cu-keys"),this.keys.hidden=!0;for(let[o,r]of si)!i.controls?.run&&o==="Space"||!i.controls?.resets&&o==="R"||this.keys.append(m("dt","",o),m("dd","",r));
this.corner=m("div","cu-corner"),this.corner.append(n,this.large),i.title.append(this.corner,this.keys),this.room=new ResizeObserver(()=>this.fit()),this.left=()=>{
this.on&&this.full&&!document.fullscreenElement&&this.leave()},this.full=!1,document.addEventListener("fullscreenchange",this.left),t.addEventListener("keydown",
o=>this.key(o));for(let o of["mousedown","pointerdown","click"])t.addEventListener(o,r=>{this.on&&r.stopPropagation()})}toggle(){this.on?this.leave():this.enter()}help(){
this.keys.hidden=!this.keys.hidden}enter(){let{root:t,parts:i}=this;mt?.leave(),mt=this,this.on=!0,t.parentElement&&(t.parentElement.style.minHeight=`${t.offsetHeight}\
px`);let s=[...t.querySelectorAll(".cu-control")].filter(n=>!n.hidden).length;t.classList.add("cu-lecture",s>ei?"cu-beside":"cu-above"),t.classList.toggle("cu-m\
any",s>ii),i.controls&&this.corner.before(i.controls.more),t.tabIndex=-1,t.setAttribute("data-lm-suppress-shortcuts","true"),this.float(),t.focus({preventScroll:!0}),
this.button("small","true","back to the notebook (L or Esc)"),i.picture&&(i.picture.filling=!0),this.room.observe(t),i.controls&&this.room.observe(i.controls.rows),
this.changed(),this.fit()}float(){this.root.popover="manual",this.root.showPopover?.()}leave(){let{root:t,parts:i}=this;this.on&&(this.on=this.full=!1,mt=null,this.
room.disconnect(),document.fullscreenElement===t&&document.exitFullscreen(),t.popover=null,t.classList.remove("cu-lecture","cu-beside","cu-above","cu-many"),t.style.
removeProperty("--cu-size"),i.controls&&i.controls.bar.append(i.controls.more),t.removeAttribute("tabindex"),t.removeAttribute("data-lm-suppress-shortcuts"),t.parentElement&&
(t.parentElement.style.minHeight=""),this.button("large","false","lecture view: fill the window (L)"),this.keys.hidden=!0,i.picture&&(i.picture.filling=!1,i.picture.
memo=[],i.picture.queue()),this.changed(),t.scrollIntoView({block:"nearest"}),this.large.focus({preventScroll:!0}))}button(t,i,s){B(this.large,t),this.large.setAttribute(
"aria-pressed",i),this.large.title=s}fit(){if(!this.on)return;let{root:t}=this,i=this.parts.controls?.rows,s=()=>t.scrollHeight<=t.clientHeight+1&&(!i||i.scrollHeight<=
i.clientHeight+1);for(let n of ti)if(t.style.setProperty("--cu-size",`${n}px`),s())break;this.parts.picture?.queue()}async fullScreen(){if(this.on||this.enter(),
document.fullscreenElement)return document.exitFullscreen();this.root.popover=null;try{await this.root.requestFullscreen(),this.full=this.on,this.on||document.exitFullscreen()}catch{
this.on&&this.float()}}key(t){let i=t.target,s=i.matches("select, input:not([type=range], [type=checkbox], [type=radio])");if((this.on||t.key!=="Tab"&&t.key!=="\
Escape")&&t.stopPropagation(),t.key==="Escape"&&this.on?(t.preventDefault(),this.leave()):t.key==="Tab"&&this.on&&this.around(t),s||t.ctrlKey||t.metaKey||t.altKey||
t.repeat)return;let n={" ":()=>this.parts.controls?.turn(),r:()=>this.parts.controls?.reset(),l:()=>this.toggle(),f:()=>{this.fullScreen()},"?":()=>this.help()}[t.
key.toLowerCase()];!n||t.key===" "&&i.matches("button, [type=checkbox], [type=radio]")||(t.preventDefault(),n())}around(t){let i=[...this.root.querySelectorAll(
"button, select, input, [tabindex='0']")].filter(r=>r instanceof HTMLElement&&r.tabIndex>=0&&r.offsetParent!==null&&!r.matches(":disabled")),s=i[0],n=i[i.length-
1],o=document.activeElement;(t.shiftKey?o===s||o===this.root:o===n)&&(t.preventDefault(),(t.shiftKey?n:s)?.focus())}close(){this.leave(),this.room.disconnect(),
document.removeEventListener("fullscreenchange",this.left)}};var ni="150px";function ne(e,t,i){let s=n=>kt(n.get("spec").id,e);return{initialize({model:n}){let o=s(n);return o.attach(n),()=>bt(n.get("spec").id,o)},render({
model:n,el:o}){let r=s(n),l=n.get("spec");return oi(o,r,l,a=>t(a,l,r),i)}}}function oi(e,t,i,s,n){let o=m("div",`cu-root${i.present?" cu-present":""}`),r=m("p",
"cu-lost");r.setAttribute("role","status"),r.hidden=!0,e.append(o);let l=s(o);o.append(r,m("style","",`.cu-still[data-for="${i.id}"] { display: none }`));let a={
...l,seen:!0,link(d){E(r,n[d]),o.classList.toggle("cu-gone",d==="gone");for(let p of o.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)"))
p.toggleAttribute("inert",d==="gone")}};for(let d of o.querySelectorAll("input, select, button, .cu-pad"))d.setAttribute("data-lm-suppress-shortcuts","true");t.
add(a);let h=()=>{l.sight?.(a.seen),t.here()},u=new IntersectionObserver(d=>{a.seen=d[d.length-1].isIntersecting,h()},{rootMargin:ni});u.observe(o),document.addEventListener(
"visibilitychange",h);let c=[()=>u.disconnect(),()=>document.removeEventListener("visibilitychange",h),N(d=>o.classList.toggle("cu-dark",d))];return()=>{for(let d of c)
d();l.close(),t.remove(a)}}function oe(e,t,i){let s=-1,n=a=>{let h=e.getBoundingClientRect();return[a.clientX-h.left,a.clientY-h.top]},o=a=>{let[h,u]=n(a);return t().findIndex(c=>c.drag&&
h>=c.x-4&&h<=c.x+c.w+4&&u>=c.y-4&&u<=c.y+c.h+4)},r=a=>{let h=t()[s];if(!h?.drag)return;let[u,c]=n(a),d=h.at(Math.min(Math.max(u,h.x),h.x+h.w),Math.min(Math.max(
c,h.y),h.y+h.h)),p={};h.drag.forEach((f,g)=>{f&&(p[f]={drag:d[g]})}),i(p),a.preventDefault()};e.addEventListener("pointerdown",a=>{s=a.button===0&&!a.ctrlKey?o(
a):-1,!(s<0)&&(e.setPointerCapture(a.pointerId),e.classList.add("cu-grabbing"),r(a))}),e.addEventListener("pointermove",a=>{s>=0&&a.buttons&1?r(a):e.classList.toggle(
"cu-grab",o(a)>=0)});let l=()=>{s=-1,e.classList.remove("cu-grabbing")};e.addEventListener("pointerup",l),e.addEventListener("pointercancel",l),e.addEventListener(
"touchstart",a=>{a.touches.length===1&&o(a.touches[0])>=0&&a.preventDefault()},{passive:!1})}var re=(e,t)=>Array.from({length:Math.ceil(e.length/t)},(i,s)=>e.slice(s*t,(s+1)*t)),ae=e=>Math.max(...e.map(t=>t.height)),gt=e=>e.reduce((t,i)=>t+ae(i),0)||1;function le(e,t,i=!1,s=0,n=[]){
let o=i?e.columns>2?1100:800:700,r=!s&&t<o&&e.columns>1,l=re(e.axes,r?Math.ceil(e.columns/2):e.columns),a=e.height*(i?1.25:1)*(r?1:Math.min(1.1,Math.max(.85,t/900))),
h=l.map(x=>Math.max(0,...x.map(v=>n[e.axes.indexOf(v)]??0))),u=h.reduce((x,v)=>x+v,0),c=s||Math.round(u)+Math.round(r?a*(gt(l)/gt(re(e.axes,e.columns)))*.82:a),
d=c-u-14*(l.length-1),p=gt(l),f=[],g=0;for(let[x,v]of l.entries()){let y=d*ae(v)/p+h[x],w=v.reduce((k,S)=>k+S.width,0),b=0;for(let k of v){let S=(t-14*(v.length-
1))*k.width/w;f.push({x:b,y:g,w:S,h:y}),b+=S+14}g+=y+14}return{boxes:f,height:c}}var ri=7,ce={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]};function de(e,t){let i=[];return e?.axes.forEach((s,n)=>{for(let o of s.marks)"pa\
rts"in o&&t[n]&&o.parts.forEach((r,l)=>{r&&i.unshift({mark:o,i:l,box:t[n],name:r})})}),i}var ai=({mark:e,i:t,box:i},s,n)=>T[e.type].far?.(e,t,i,s,n)??1/0;function li(e,t,i){
let s,n=ri;for(let o of e){let r=ai(o,t,i);r<n&&([s,n]=[o,r])}return s}var he=({mark:e,i:t,box:i})=>T[e.type].middle?.(e,t,i)??[NaN,NaN];function hi(e,t,i){let[
s,n]=ce[i],[o,r]=he(t),l=t,a=1/0;for(let h of e){let[u,c]=he(h),d=(u-o)*s+(c-r)*n,p=Math.abs((u-o)*n)+Math.abs((c-r)*s);d>1&&d>=p&&d+2*p<a&&([l,a]=[h,d+2*p])}return l}
var nt=class{constructor(t,i,s,n){this.canvas=t,this.tell=s,this.redraw=n,this.parts=i,this.at="",this.keys=!1,this.spoken=m("div","cu-spoken"),this.spoken.setAttribute(
"aria-live","polite"),t.addEventListener("pointermove",o=>{o.buttons||this.point(this.find(o))}),t.addEventListener("pointerleave",()=>this.point("")),t.addEventListener(
"click",o=>{let r=this.find(o);r&&(this.point(r),this.tell("pick",r))}),t.addEventListener("focus",()=>{t.matches(":focus-visible")&&!this.at&&this.point(this.parts().
at(-1)?.name??"",!0)}),t.addEventListener("blur",()=>{this.keys&&this.point("")}),t.addEventListener("keydown",o=>this.key(o))}find(t){let i=this.canvas.getBoundingClientRect();
return li(this.parts(),t.clientX-i.left,t.clientY-i.top)?.name??""}point(t,i=!1){t!==this.at&&(this.at=t,this.keys=i,this.canvas.classList.toggle("cu-point",!!t),
i&&(this.spoken.textContent=t),this.tell("hover",t),this.redraw())}key(t){let i=this.parts(),s=i.find(({name:n})=>n===this.at)??i.at(-1);if(s){if(t.key in ce)this.
point((this.at?hi(i,s,t.key):s).name,!0);else if(t.key==="Enter")this.tell("pick",s.name);else if(t.key==="Escape"&&this.at)this.point("");else return;t.preventDefault(),
t.stopPropagation()}}draw(t){let i=this.parts(),s=i.find(({name:a})=>a===this.at),{canvas:n}=this;if(i.length&&n.tabIndex!==0&&(n.tabIndex=0,n.setAttribute("rol\
e","application"),n.setAttribute("aria-roledescription","picture: arrow keys lead from part to part, Enter picks one"),n.setAttribute("data-lm-suppress-shortcut\
s","true")),!s)return;let{ctx:o,k:r,colors:l}=t;o.setLineDash([]),o.strokeStyle=l.ink,o.lineWidth=2.5*r,o.beginPath(),T[s.mark.type].outline?.(s.mark,s.i,s.box,
t),o.stroke()}};var xt=4,ci=260,ue=5;function yt(e,t){let i=Math.max(1,Math.min(xt,Math.floor(e/(ci*t)))),s=Math.ceil(xt/i);return{columns:Math.ceil(xt/s),h:Math.ceil((s*C+ue)*
t)}}function pe(e,t,i,s){let{k:n}=s,{columns:o}=yt(t,n),r=t/o,l=C*n;e.forEach((a,h)=>{let u={x:4+h%o*r,y:i+ue*n+Math.floor(h/o)*l,w:r-8,h:l};_(a.label,c=>O(a,c,
s),u,1,s)})}var di=1.6,fe=[1.7,1.5,1.25],ui=1.15,ot=class{constructor(t,i,s,n){this.present=t.present,this.words=s,this.brush=new F(t.palette),this.el=m("div","cu-picture"),
this.canvas=m("canvas"),this.canvas.setAttribute("role","img"),this.el.append(this.canvas),this.ctx=this.canvas.getContext("2d"),this.scene=null,this.boxes=[],this.
memo=[],this.visible=!0,this.stale=!1,this.compared=!1,this.filling=!1,this.drawn=this.asked=this.again=this.later=0,this.waiting=null;let o=new ResizeObserver(
()=>{this.memo=[],this.queue()});o.observe(this.el),this.ends=[()=>o.disconnect(),N(()=>this.queue()),Nt(()=>this.queue())],oe(this.canvas,()=>this.boxes,i),this.
pointing=new nt(this.canvas,()=>de(this.scene,this.boxes),n,()=>this.queue()),this.el.append(this.pointing.spoken)}show(t,i){this.scene?.axes.length!==t.axes.length&&
(this.memo=[]),this.scene=t,i&&(this.waiting=i);let s=!this.asked;this.queue(),s&&this.asked&&this.drawn&&this.draw()}queue(){this.stale=!0,!(this.asked||!this.
visible||document.hidden)&&(this.asked=requestAnimationFrame(()=>{this.asked=0,this.stale&&this.draw()}))}draw(){let{scene:t}=this,i=this.el.clientWidth;if(this.
stale=!1,!t)return;if(i<50){clearTimeout(this.again),this.again=setTimeout(()=>this.queue(),100);return}let s=this.filling?this.el.clientHeight:0,n=(p,...f)=>le(
t,i,this.filling||this.present,p,f);this.compared||=t.runs.length>0;let o=this.scale(t,i,n(s).height),r=this.compared?yt(i,o).h:0,l=s&&Math.max(s-r,s/2),a=n(l);
this.brush.begin(this.ctx,o);let h=t.axes.map((p,f)=>Bt(p,a.boxes[f],this.brush)),{boxes:u,height:c}=n(l,...h.map(p=>p?.h??0));this.brush.begin(this.surface(i,s||
c+r),o);try{this.boxes=t.axes.map((p,f)=>Y(p,u[f],this.memo[f]??={},this.brush,h[f])),pe(t.runs,i,c,this.brush),this.pointing.draw(this.brush)}catch(p){console.
error("course_utils view:",p)}this.memo.some(p=>p.late)&&(this.later||=setTimeout(()=>this.settle(),dt)),this.words(t),this.canvas.dataset.drawn=String(++this.drawn);
let d=this.waiting;this.waiting=null,d?.()}settle(){this.later=0,this.scene?.axes.some((t,i)=>this.boxes[i]&&this.memo[i]&&Kt(t,this.boxes[i],this.memo[i],this.
brush))&&this.queue()}surface(t,i){let s=window.devicePixelRatio||1,n=Math.round(t*s),o=Math.round(i*s),{canvas:r}=this;(r.width!==n||r.height!==o)&&(r.width=n,
r.height=o),r.style.height!==`${i}px`&&(r.style.height=`${i}px`);let{ctx:l}=this;return l.setTransform(s,0,0,s,0,0),l.clearRect(0,0,t,i),l}scale(t,i,s){if(!this.
filling)return this.present?di:i<700?.95:1;let n=Math.max(1,Math.min(t.columns,t.axes.length)),o=fe[Math.min(n,fe.length)-1];return Math.max(ui,o*Math.min(1.25,
i/950,s/(1.2*t.height)))}close(){for(let t of this.ends)t();cancelAnimationFrame(this.asked),clearTimeout(this.again),clearTimeout(this.later)}};var pi=2e3,fi=100,wt=class{constructor(){this.el=m("p","cu-caption"),this.el.setAttribute("aria-hidden","true"),this.spoken=m("div","cu-spoken"),this.spoken.setAttribute(
"aria-live","polite"),this.speaking=0}show(t){t!==this.el.textContent&&(this.el.textContent=t,this.speaking||=setTimeout(()=>{this.speaking=0,this.spoken.textContent=
this.el.textContent},pi))}close(){clearTimeout(this.speaking)}},rt=class{constructor(){this.el=m("div","cu-words"),this.readouts=m("div","cu-readouts"),this.caption=
new wt,this.el.append(this.readouts,this.caption.el,this.caption.spoken),this.later=this.tall=this.wide=0,this.newest=null,this.grow=new ResizeObserver(([{contentRect:{
width:t,height:i}}])=>{let s=Math.abs(t-this.wide)>1;!s&&i<=this.tall||(this.wide=t,this.tall=s?0:i,requestAnimationFrame(()=>{this.caption.el.style.minHeight=this.
tall?`${this.tall}px`:""}))}),this.grow.observe(this.caption.el)}show(t,i){this.newest=[t,i],this.later||this.write()}write(){if(this.later=0,!this.newest)return;
let[t,i]=this.newest;this.newest=null,this.later=setTimeout(()=>this.write(),fi);let s=[t.caption||"picture",...t.runs.map(o=>`Earlier run: ${o.label}.`)].join(
" ");i.getAttribute("aria-label")!==s&&i.setAttribute("aria-label",s),this.caption.show(at(t.caption));let n=Object.entries(t.readouts);for(;this.readouts.children.
length>n.length;)this.readouts.lastElementChild?.remove();n.forEach(([o,r],l)=>this.chip(l,o,r))}chip(t,i,s){let n=this.readouts.children[t];n||(n=m("span","cu-\
readout"),n.append(m("span"),m("b")),this.readouts.append(n));let[o,r]=Array.from(n.children);if(o.textContent!==i&&(o.textContent=i,r.style.minWidth=""),r.textContent===
s)return;r.textContent=s;let l=.92*s.length;l>(parseFloat(r.style.minWidth)||0)&&(r.style.minWidth=`${l.toFixed(1)}ch`)}close(){this.grow.disconnect(),this.caption.
close(),clearTimeout(this.later)}};function mi(e,t,i){let[s]=t.controls,n=new H(s,l=>i.move({[s.name]:l}),t.palette),o=m("p","cu-note"),r=m("div","cu-error");return r.setAttribute("role","alert"),
e.classList.add("cu-single"),e.append(n.el,o,r),e.addEventListener("keydown",l=>{l.key!=="Tab"&&l.stopPropagation()}),{state(l,a){a.has(s.name)||n.set(l.values[s.
name]),E(o,l.note),E(r,l.error)},close(){}}}function gi(e,t,i){let s=m("div","cu-title"),n=new rt,o=new ot(t,h=>i.move(h),h=>n.show(h,o.canvas),(h,u)=>i.press(h,
{part:u})),r=t.mode==="panel"?new Z(t,i):void 0;s.append(m("span","cu-name",t.title)),e.append(s),r&&e.append(r.el,r.code,r.guide.el,r.note),e.append(o.el),r&&e.
append(r.told),e.append(n.el);let l=new st(e,{title:s,controls:r,picture:o}),a="";return{state(h,u){r?.show(h,u);let c=[h.hidden,h.note,h.end,h.error,h.guide?.at,
h.guide?.seen].join("|");c!==a&&l.fit(),a=c},scene:(h,u)=>o.show(h,u),sight(h){o.visible=h,h&&o.queue()},close(){l.close(),o.close(),r?.close(),n.close()}}}var pn=ne(
()=>new it,(e,t,i)=>(t.mode==="slider"?mi:gi)(e,t,i),{"":"",silent:"The kernel does not answer: it is busy, or gone. If this line stays, run this cell again.",gone:"\
The kernel was restarted, so this panel can no longer move: run this cell again."});export{pn as default};
